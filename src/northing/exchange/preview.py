"""What single rows of a file become, to look at before anything is written."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from northing.exchange.mapping import Mapping
from northing.exchange.readers.reading import read
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import Record, Refusal
from northing.exchange.reviewing import STATE_NAMES, ReviewedColumn
from northing.exchange.staging import estimate_of
from northing.ui.formatting import long_day, number_range

WITHIN = 200  # rows that can be looked at one by one


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class PreviewedRow:
    """Row `number`, from 1; `refusal` says why it cannot come in."""

    number: int
    last: int
    line: int
    kind: str = ""
    title: str = ""
    product: str = ""
    facts: tuple[Fact, ...] = ()
    refusal: str = ""

    @property
    def before(self) -> int:
        return self.number - 1 or self.last

    @property
    def after(self) -> int:
        return self.number % self.last + 1


def preview(
    path: Path, recognised: Recognised, mapping: Mapping, columns: list[ReviewedColumn], number: int
) -> PreviewedRow | None:
    """Row `number` of the file as it would come in; None when the file has no rows."""
    rows = list(islice(read(path, recognised, mapping), WITHIN))
    if not rows:
        return None
    at = max(0, min(number, len(rows)) - 1)
    row = rows[at]
    if isinstance(row, Refusal):
        value = f": “{row.value[:60]}”" if row.value else ""
        refusal = f"{row.reason}{value}" + (f" in {row.column}" if row.column else "")
        return PreviewedRow(at + 1, len(rows), row.line, refusal=refusal)
    unsure = {column.match.target for column in columns if not column.match.sure}
    return PreviewedRow(
        at + 1, len(rows), row.line, row.kind, row.title, row.product, tuple(_facts(row, unsure))
    )


def first_worth_seeing(path: Path, recognised: Recognised, mapping: Mapping) -> int:
    """The first feature, or else the first row."""
    rows = enumerate(islice(read(path, recognised, mapping), WITHIN), start=1)
    return next((number for number, row in rows if isinstance(row, Record) and row.kind == "feature"), 1)


def _facts(row: Record, unsure: set[str]) -> list[Fact]:
    days = {name: long_day(moment) if moment else "" for name, moment in _moments(row).items()}
    low, _, high = estimate_of(row.estimate)
    estimate = number_range(float(low), float(high), "wk") if low and high else ""
    said = (
        ("State", STATE_NAMES[row.state], "status"),
        ("Commitment", days["due"], "due"),
        ("Estimate", estimate, "estimate"),
        ("Team", row.team, "team"),
        ("Person", row.assignee or row.assignee_email, "assignee"),
        ("Belongs to", row.parent or row.feature, "parent"),
        ("Release", row.releases[-1] if row.releases else "", "release"),
        ("Created", days["created"], "created"),
        ("Started", days["started"], "started"),
        ("Finished", days["done"], "done"),
        ("Links", ", ".join(f"{link.type} {link.target}" for link in row.links[:3]), "link"),
        ("Link back", row.key, "key"),
    )
    return [Fact(name, value[:80], target in unsure) for name, value, target in said if value]


def _moments(row: Record) -> dict[str, date | None]:
    return {"due": row.due, "created": row.created, "started": row.started, "done": row.done}
