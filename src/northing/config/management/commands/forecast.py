"""`northing forecast`: when each open feature is done, and how sure its commitment is."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from northing.planning import commands
from northing.planning.queries.forecast_report import LEVELS, report, team_called
from northing.ui import formatting

PIPED_WIDTH = 160  # a file has no width of its own


class Command(BaseCommand):
    help = "Forecast every open feature now: when it is done, how sure its commitment is, and why."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--team", metavar="TEAM", help="only the features of this team")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        team = team_called(options["team"]) if options["team"] else None
        said = report(commands.refresh_forecast(asked_by=None), team)
        if options["json"]:
            self.stdout.write(json.dumps(said, ensure_ascii=False))
            return
        on_terminal = self.stdout.isatty()
        console = Console(width=None if on_terminal else PIPED_WIDTH)
        if said["features"]:
            console.print(_table(said["features"]))
        else:
            console.print("No open feature is planned: ideas are not forecast.")
        for feature in said["features"]:
            if feature["assumptions"]:
                console.print(
                    f"{escape(feature['name'])}: {'; '.join(feature['assumptions'])}.", highlight=False
                )


def _table(features: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Feature", ratio=1)
    table.add_column("Team")
    for name in (*LEVELS, "promised", "chance"):
        heading = name.upper() if name in LEVELS else name.capitalize()
        table.add_column(heading, justify="right", no_wrap=True)
    for feature in features:
        days = [_day(feature[name]) for name in (*LEVELS, "due_on")]
        table.add_row(
            escape(feature["name"]), escape(feature["team"]), *days, formatting.chance(feature["chance"])
        )
    return table


def _day(iso: str | None) -> str:
    return formatting.short_day(date.fromisoformat(iso) if iso else None)
