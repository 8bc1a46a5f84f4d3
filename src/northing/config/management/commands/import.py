# noqa: N999  the module is named as the command is
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from northing.exchange import commands, queries, summaries
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import
from northing.exchange.progress import Follow, nobody_follows
from northing.exchange.writers import HEAD, refused_lines
from northing.kernel.errors import Refused
from northing.ui.spreadsheets import csv_lines

SOURCES = ("auto", "jira", "github", "linear", "trello", "csv")


class Command(BaseCommand):
    help = "Bring in the export of a tracker: all of it, or nothing. The same file again changes nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE", help="CSV, XLSX or JSON, as the tracker wrote it"
        )
        parser.add_argument("--source", choices=SOURCES, default="auto", help="the tracker (auto: by the file)")
        parser.add_argument("--map", metavar="FILE", help="columns and choices: a saved mapping's file or name")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--refused", type=Path, metavar="FILE", help="where refused rows go (beside FILE)")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="in whose name (the owner's)")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.", returncode=2)
        actor, looking = queries.importer(options["email"] or ""), bool(options["dry_run"])
        mapping = _mapping(options["map"]) if options["map"] else None
        of = commands.begin(actor=actor, path=path, source=options["source"], mapping=mapping, looking=looking)
        if not options["json"]:
            self.stdout.write(f"{of.tool}: {of.description}")
        try:
            with _progress(of) as follow:
                commands.follow_through(of, follow)
        except KeyboardInterrupt:
            if commands.abandon(actor=actor, of=of):
                raise CommandError("Stopped. Nothing was brought in.") from None
        except Refused:
            commands.abandon(actor=actor, of=of)
            raise
        refused_file = _write_refused(of, options["refused"] or (None if looking else _beside(path)))
        outcome, doubts = summaries.outcome_of(of), summaries.doubts(of)
        if options["json"]:
            said = {"file": path.name, "source": of.source, "tool": of.tool, "dry_run": looking}
            self.stdout.write(
                json.dumps(
                    said | outcome | {"doubts": doubts, "refused_file": refused_file}, ensure_ascii=False
                )
            )
        else:
            self.stdout.write(
                "\n".join([*summaries.sentences(of), *(f"To check: {doubt}" for doubt in doubts)])
            )
            if refused_file:
                self.stdout.write(f"The refused rows, each with its reason, are in {refused_file}.")
        if looking:
            commands.abandon(actor=actor, of=of)


def _mapping(said: str) -> Mapping:
    path = Path(said)
    if path.is_file():
        return Mapping.from_json(path.read_text(encoding="utf-8", errors="replace"))
    saved = queries.saved_mapping(said)
    if saved is None:
        raise CommandError(f"There is no file {said}, and no mapping was saved under that name.", returncode=2)
    return Mapping.from_json(saved.mapping)


@contextmanager
def _progress(of: Import) -> Iterator[Follow]:
    """A bar where somebody watches."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield nobody_follows
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading rows", total=max(of.rows, 1))

        def follow(step: str, rows: int) -> None:
            bar.update(task, completed=rows, total=max(of.rows, rows), description=step or "Reading rows")

        yield follow


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.refused.csv")


def _write_refused(of: Import, path: Path | None) -> str:
    """The path as a text, or "" when there is nothing to write."""
    if path is None or not of.refused:
        return ""
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            file.writelines(csv_lines(HEAD, refused_lines(queries.refused_rows(of).iterator())))
    except OSError as error:
        raise Refused(
            f"{summaries.sentences(of)[0]} But {path} cannot be written ({error.strerror}): "
            "name another place with --refused, or download them from the import's page."
        ) from None
    return str(path)
