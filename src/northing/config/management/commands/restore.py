from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from northing.kernel import clock


class Command(BaseCommand):
    help = "Bring a backup back where nothing is yet: an empty data folder, or an empty database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="What `northing backup` wrote.")

    def handle(self, *args: Any, **options: Any) -> None:
        from northing.config.backups import here, restore
        from northing.config.running import only_one_on_this_folder, require_fit_database, running_database

        with only_one_on_this_folder(), running_database():
            require_fit_database()
            about = restore(options["file"], here(), now=clock.now())
        self.stdout.write(
            f"{about.organisation} is back as it was on {about.made_at}. `northing run` starts it, and brings"
            " its tables up to date."
        )
