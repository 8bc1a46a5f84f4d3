from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from northing.kernel import clock


class Command(BaseCommand):
    help = "Write everything into one file, also while Northing runs: database, keys and uploaded files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="New file (northing-YEAR-MONTH-DAY.tar, here).")

    def handle(self, *args: Any, **options: Any) -> None:
        from northing.config.backups import back_up, here
        from northing.config.environment import environment
        from northing.config.running import require_fit_database, running_database

        now = clock.now()
        file: Path = options["file"] or Path(f"northing-{now:%Y-%m-%d}.tar")
        with running_database():
            require_fit_database()
            about = back_up(here(), file.absolute(), now=now)
        self.stdout.write(
            f"{about.organisation} is in {file}, {file.stat().st_size / (1 << 20):.1f} MiB, with the keys that"
            f" open its secrets: keep it where nobody else reads it.\n`northing restore {file}` brings it back."
        )
        if environment().files_url:
            self.stdout.write("What came with feedback lies in the store of NORTHING_FILES_URL, not in it.")
