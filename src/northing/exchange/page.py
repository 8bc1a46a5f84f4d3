"""What the page of one import shows, all of it in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

from northing.exchange import queries, summaries
from northing.exchange.deciding import Questions, questions_of
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, SavedMapping
from northing.exchange.preview import PreviewedRow
from northing.exchange.queries import Reason
from northing.exchange.readers.recognised import Recognised
from northing.exchange.reviewing import ReviewedColumn
from northing.exchange.ways import WAYS
from northing.kernel.errors import Refused
from northing.organisation.models import Member

TEAM_FROM = (("", "the first that the file has"), ("team", "the team"), ("component", "the component"))
FIELDS = {
    "name": "name",
    "state": "state",
    "started_on": "started",
    "shipped_on": "shipped",
    "estimate_low": "estimate, low",
    "estimate_likely": "estimate, likely",
    "estimate_high": "estimate, high",
    "assignee": "person",
    "started_at": "started",
    "done_at": "finished",
}
SWAPPABLE = "Finished before it was created"


@dataclass(frozen=True, slots=True)
class Change:
    """A field of ours that the file would change."""

    name: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Step 2: the columns, the row that is looked at, and what is kept by name."""

    recognised: Recognised
    mapping: Mapping
    columns: list[ReviewedColumn]
    row: PreviewedRow | None
    saved: list[SavedMapping]
    last: Import | None
    lacks: list[str]
    """Sentences; nothing can come in as long as there is one."""

    @property
    def to_check(self) -> list[ReviewedColumn]:
        return [column for column in self.columns if not column.match.sure]

    @property
    def matched(self) -> list[ReviewedColumn]:
        return [column for column in self.columns if column.match.sure and column.match.target]

    @property
    def left_out(self) -> list[ReviewedColumn]:
        return [column for column in self.columns if column.match.sure and not column.match.target]

    @property
    def team_choices(self) -> list[tuple[str, str]]:
        others = [column.name for column in self.columns if column.filled]
        return [*TEAM_FROM, ("assignee", "the person"), *((name, f"column {name}") for name in others)]

    @property
    def zones(self) -> list[str]:
        return sorted(available_timezones())


@dataclass(frozen=True, slots=True)
class Outcome:
    """Steps 3 and 4: what would happen, is happening or has happened."""

    figures: dict[str, Any]
    reasons: list[Reason]
    changes: list[Change]
    sentences: list[str]
    left_out_there: str
    questions: Questions

    @property
    def same(self) -> int:
        """Rows in which nothing is new."""
        return int(self.figures["rows"]["skipped"])

    @property
    def skipped(self) -> int:
        return self.same + int(self.figures["old"])

    @property
    def writes(self) -> int:
        rows = self.figures["rows"]
        return int(rows["created"] + rows["updated"])

    @property
    def also(self) -> list[tuple[str, int]]:
        return [(names, self.figures[name]) for name, names in summaries.MADE.items() if self.figures[name]]


def matching_of(actor: Member, of: Import, row: int = 0) -> Matching:
    """`row` 0 picks one that is worth seeing."""
    recognised, mapping = queries.recognised_file(of), Mapping.from_json(of.mapping)
    way = WAYS[of.brings]
    columns = way.review(recognised, mapping)
    number = row or way.first_worth_seeing(of.path, recognised, mapping)
    return Matching(
        recognised,
        mapping,
        columns,
        way.preview(of.path, recognised, mapping, columns, number),
        list(queries.saved_mappings(of.source)),
        queries.last_import(actor, of),
        way.missing(mapping),
    )


def answered(of: Import, mapping: Mapping, column: str, number: int | None) -> Mapping:
    """The mapping after answer `number` to the question about `column`."""
    columns = WAYS[of.brings].review(queries.recognised_file(of), mapping)
    asked = next((one for one in columns if one.name == column), None)
    answer = next((one for one in asked.answers if one.number == number), None) if asked else None
    if answer is None:
        raise Refused("That question has been answered already. Look at the column again.")
    return answer.mapping


def targets_of(of: Import) -> list[tuple[str, str]]:
    """Where a column may go."""
    way = WAYS.get(of.brings)
    return [("", "Left out"), *way.targets.items()] if way else []


def outcome_of(of: Import) -> Outcome:
    figures = summaries.outcome_of(of)
    changes = [
        Change(one["name"], FIELDS.get(one["field"], one["field"]), one["from"] or "–", one["to"] or "–")
        for one in figures["changes"]
    ]
    questions = questions_of(figures, Mapping.from_json(of.mapping))
    said, left_out = summaries.sentences(of)[1:3], summaries.left_out_there(of)
    return Outcome(figures, queries.refusal_reasons(of), changes, said, left_out, questions)
