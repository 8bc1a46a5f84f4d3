"""`northing select`: the best plan that there is room for, and what would bring in the rest."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from northing.kernel.errors import Refused
from northing.planning import commands
from northing.planning.queries.selecting import scenario_called
from northing.planning.selection import Told, report, told
from northing.ui import formatting

PIPED_WIDTH = 160  # a file has no width of its own


class Command(BaseCommand):
    help = "Work out the best plan now: what is in and when, the proven gap, and reasons for what is out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scenario", metavar="NAME", help="its limits and quarters; without: the next two quarters"
        )
        parser.add_argument(
            "--seconds", type=float, default=30.0, help="how long to look for better plans (30)"
        )
        parser.add_argument(
            "--sure", type=float, metavar="CHANCE", help="it has to fit with this chance, such as 0.8"
        )
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        scenario = scenario_called(options["scenario"]) if options["scenario"] else None
        found = told(commands.select_now(scenario, seconds=options["seconds"], sure=options["sure"]), None)
        if options["json"]:
            self.stdout.write(json.dumps(report(found), ensure_ascii=False))
            return
        if found.clash:
            raise Refused(f"These cannot all be met: {'; '.join(found.clash)}.")
        console = Console(width=None if self.stdout.isatty() else PIPED_WIDTH)
        console.print(_standing(found))
        console.print(_table(found))


def _standing(found: Told) -> str:
    if not found.inside:
        return "Nothing can be planned: no candidate has both a value and an effort, or none fits."
    best = "proven best" if not found.gap else f"at most {formatting.percent(found.gap, 1)} from the best"
    fits = "".join(f" It fits into {fit.quarter} at {formatting.chance(fit.chance)}." for fit in found.fits)
    return f"{formatting.counted(len(found.inside), 'candidate')} in, {best}.{fits}"


def _table(found: Told) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Quarter", "Candidate", "Team"):
        table.add_column(name, no_wrap=name == "Quarter")
    table.add_column("Reason", ratio=1)
    for line in (*found.inside, *found.outside):
        table.add_row(line.quarter or "out", escape(line.name), escape(line.team), escape(line.reason))
    return table
