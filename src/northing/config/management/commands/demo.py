import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from northing.config.environment import environment


class Command(BaseCommand):
    help = "Start Northing with a sample organisation that does not exist, in a data folder of its own."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", help="Address to listen on (NORTHING_HOST; 127.0.0.1).")
        parser.add_argument("--port", type=int, help="Port to listen on (NORTHING_PORT; 8000).")
        parser.add_argument("--fill-only", action="store_true", help="Fill it and stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        from northing.config.running import database_for_command
        from northing.config.supervisor import run, say

        for name in ("host", "port"):
            if options[name] is not None:
                os.environ[f"NORTHING_{name.upper()}"] = str(options[name])
        environment.cache_clear()
        if options["fill_only"]:
            with database_for_command():
                say(prepare())
        else:
            run(prepare)


def prepare() -> str:
    """The sample organisation, made when it is not there yet, and a link that signs its owner in."""
    from northing.exchange import sample
    from northing.organisation import commands, mail
    from northing.organisation.queries.people import first_owner

    owner = first_owner() or _fill(sample)
    return f"Sign in as {owner.name} with this link: {mail.sign_in_url(*commands.sign_in_link(member=owner))}"


def _fill(sample: Any) -> Any:
    """Two years take half a minute: somebody who waits wants to see them pass."""
    from rich.progress import Progress

    with Progress(transient=True) as progress:
        task = progress.add_task("Making the sample organisation", total=1.0)

        def tell(share: float, step: str) -> None:
            progress.update(task, completed=share, description=f"Making the sample organisation: {step}")

        return sample.fill(tell)
