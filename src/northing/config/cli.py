"""The `northing` command: starts the embedded database when it is needed, then runs one management command.

Exit codes: 0 done, 1 the request was refused (stderr says what to do), 2 wrong usage.
"""

import os
import sys

COMMANDS = {
    "run": "start Northing: database, migrations, background work and web server",
}
PLAIN = {"run"}  # these start the database themselves


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())  # noqa: T201  a command line speaks by printing
        return 0 if arguments else 2
    if arguments[0] == "--version":
        from northing import __version__

        print(f"northing {__version__}")  # noqa: T201
        return 0
    if arguments[0] not in COMMANDS:
        print(f"northing: there is no command '{arguments[0]}'.\n\n{usage()}", file=sys.stderr)  # noqa: T201
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "northing.config.settings")
    return _run(arguments)


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        ["usage: northing COMMAND [options]", "", *lines, "", "northing COMMAND --help tells more."]
    )


def _run(arguments: list[str]) -> int:
    import django
    from django.core.management import CommandError, execute_from_command_line

    from northing.config.embedded import DatabaseDidNotStart
    from northing.kernel.errors import NotAllowed, NotVisible, Refused

    try:
        django.setup()
        if arguments[0] not in PLAIN:
            from northing.config.running import database_for_command

            with database_for_command():
                execute_from_command_line(["northing", *arguments])
        else:
            execute_from_command_line(["northing", *arguments])
    except (CommandError, Refused, NotAllowed, NotVisible, DatabaseDidNotStart) as refusal:
        print(f"northing: {refusal}", file=sys.stderr)  # noqa: T201
        return 1
    return 0
