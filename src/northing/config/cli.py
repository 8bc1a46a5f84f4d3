"""The `northing` command: starts the embedded database when it is needed, then runs one management command.

Exit codes: 0 done, 1 the request was refused (stderr says what to do), 2 wrong usage.
"""

import gc
import os
import sys
from argparse import SUPPRESS
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.core.management.base import BaseCommand

from northing.config.environment import default_data_dir

COMMANDS = {
    "run": "start Northing: database, migrations, background work and web server",
    "demo": "the same with a sample organisation, in a data folder of its own",
    "user": "list members, add one, set a role, print a one-time sign-in link",
    "import": "bring in the export of a tracker: Jira, GitHub, Linear, Trello, any CSV or XLSX",
    "forecast": "say when each open feature is done and how sure its commitment is",
    "select": "work out the best plan: what is in, what is out and what would bring it in",
    "backup": "write everything into one file: database, keys and uploaded files",
    "restore": "bring such a file back where nothing is yet",
    "check": "look the installation over and say what is not in order",
}
STARTS_ITS_OWN_DATABASE = {"run", "demo", "backup", "restore", "check"}
DJANGO_OPTIONS = {"settings", "pythonpath", "verbosity", "traceback", "no_color", "force_color", "skip_checks"}


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())  # noqa: T201  a command line speaks by printing
        return 0 if arguments else 2
    name, *rest = arguments
    if name == "--version":
        from northing import __version__

        print(f"northing {__version__}")  # noqa: T201
        return 0
    if name not in COMMANDS:
        print(f"northing: there is no command '{name}'.\n\n{usage()}", file=sys.stderr)  # noqa: T201
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.config.settings")
    # Our matrices are small: the threads of the algebra library mostly wait for each other, and take the
    # processors from other requests. Read when numpy is first imported, here and in every process from here.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if name == "demo":
        # What is tried out must never stand between somebody's own data.
        os.environ.setdefault("NORTHING_DATA_DIR", str(default_data_dir() / "demo"))
    return _run(name, rest)


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        ["usage: northing COMMAND [options]", "", *lines, "", "northing COMMAND --help tells more."]
    )


def _run(name: str, arguments: list[str]) -> int:
    import django
    from django.core.management import CommandError, get_commands, load_command_class
    from pydantic import ValidationError

    from northing.config.embedded import DatabaseDidNotStart
    from northing.config.running import database_for_command
    from northing.kernel.errors import NotAllowed, NotVisible, Refused

    try:
        with nothing_to_find():
            django.setup()
            command = load_command_class(str(get_commands()[name]), name)
        command._called_from_command_line = True  # type: ignore[attr-defined]  # wrong usage exits with 2
        options = vars(_parser(command, name).parse_args(arguments))
        database: AbstractContextManager[None] = database_for_command()
        with nullcontext() if name in STARTS_ITS_OWN_DATABASE else database:
            command.execute(*options.pop("args", ()), **options)
    except (CommandError, Refused, NotAllowed, NotVisible, DatabaseDidNotStart) as refusal:
        print(f"northing: {refusal}", file=sys.stderr)  # noqa: T201
        return refusal.returncode if isinstance(refusal, CommandError) else 1
    except ValidationError as wrong:
        for error in wrong.errors():
            variable = f"NORTHING_{'_'.join(map(str, error['loc'])).upper()}"
            print(f"northing: {variable}: {error['msg']}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


@contextmanager
def nothing_to_find() -> Iterator[None]:
    """Thousands of modules are loaded and none of them is garbage: looking for it takes a sixth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _parser(command: BaseCommand, name: str):  # type: ignore[no-untyped-def]
    """The command's own options; those that Django adds work, but `--help` leaves them out."""
    parser = command.create_parser("northing", name)
    for action in parser._actions:
        if action.dest in DJANGO_OPTIONS:
            action.help = SUPPRESS
    return parser
