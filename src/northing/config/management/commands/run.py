import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from northing.config.environment import environment


class Command(BaseCommand):
    help = "Start Northing: database, migrations, background work and web server, until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", help="Address to listen on (NORTHING_HOST; 127.0.0.1).")
        parser.add_argument("--port", type=int, help="Port to listen on (NORTHING_PORT; 8000).")

    def handle(self, *args: Any, **options: Any) -> None:
        from northing.config.supervisor import run

        # Into the environment, because the web server and the worker read theirs from it.
        for name in ("host", "port"):
            if options[name] is not None:
                os.environ[f"NORTHING_{name.upper()}"] = str(options[name])
        environment.cache_clear()
        run()
