import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Look the installation over; exit code 1 when something is not in order."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="One JSON object instead of lines.")

    def handle(self, *args: Any, **options: Any) -> None:
        from northing.config.installation import findings
        from northing.config.running import let_go_of_connections, running_database

        with running_database():
            found = list(findings())
            let_go_of_connections()
        fine = all(finding.fine for finding in found)
        if options["json"]:
            self.stdout.write(json.dumps({"fine": fine, "findings": [asdict(finding) for finding in found]}))
        else:
            for finding in found:
                self.stdout.write(f"{'ok ' if finding.fine else 'NOT'}  {finding.about:<12} {finding.words}")
        if not fine:
            sys.exit(1)
