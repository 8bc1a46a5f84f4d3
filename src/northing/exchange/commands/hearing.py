"""Feedback of other tools, by insight's own command for many pieces."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from uuid import UUID

from northing.exchange import queries
from northing.exchange.commands.found import Bringer, Found, reasons_of
from northing.exchange.feedback.reading import Reader, SaidRow
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, RefusedRow
from northing.exchange.progress import Progress
from northing.exchange.readers.records import Refusal
from northing.exchange.ways import FEEDBACK, WAYS
from northing.insight.commands.bringing import bring_feedback, take_back_brought
from northing.organisation.history import recorded
from northing.organisation.models import Member

BATCH = 2_000
TARGET_OF = {"customer_name": "customer", "contact_name": "contact"}


class _LookedEnoughError(Exception):
    """Rolls back what was done for a look."""


@dataclass(slots=True)
class _Heard:
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    customers: int = 0
    contacts: int = 0
    refused: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    whole: bool = True

    def refuse(self, refusal: Refusal) -> None:
        self.refused += 1
        if self.refused <= RefusedRow.LISTED:
            self.refusals.append(refusal)

    def found(self) -> Found:
        told = self.created + self.updated + self.unchanged + self.refused
        outcome = {
            "rows": {"created": self.created, "updated": self.updated, "skipped": self.unchanged},
            "customers": self.customers,
            "contacts": self.contacts,
            "copies": max(self.rows - told, 0),
            "rows_read": self.rows,
            "refused": self.refused,
            "reasons": reasons_of(self.refusals),
        }
        return Found(self.rows, self.refused, self.refusals, outcome, self.whole)


def look(of: Import, progress: Progress) -> Found:
    """It is done, counted and rolled back, so the numbers can't differ."""
    heard = _Heard()
    try:
        with recorded(actor=of.made_by, command="exchange.look"):
            _bring(of, progress, "", heard, compared=False)
            raise _LookedEnoughError
    except _LookedEnoughError:
        return heard.found()


def bring(of: Import, progress: Progress, reason: str) -> Found:
    heard = _Heard()
    _bring(of, progress, reason, heard)
    return heard.found()


def take_back(of: Import, actor: Member, context: UUID, progress: Progress) -> dict[str, int]:
    progress.step("Taking back feedback")
    return asdict(take_back_brought(actor=actor, context=context, reason=f"Undo {of.file_name}"))


FEEDBACK_COMES_IN = Bringer(look, bring, take_back)


def _bring(of: Import, progress: Progress, reason: str, heard: _Heard, *, compared: bool = True) -> None:
    mapping = Mapping.from_json(of.mapping)
    WAYS[FEEDBACK].require_complete(mapping)
    reader = Reader(of.path, queries.recognised_file(of), mapping)
    products = queries.products_by_name(of.made_by)
    coming = _counted(reader, heard)
    while heard.whole and (rows := list(islice(coming, BATCH))):
        pieces = (row.piece._replace(product=products.get(row.product.lower())) for row in rows)
        brought = bring_feedback(
            actor=of.made_by, pieces=pieces, reason=reason, lapsed_promises=False, compared=compared
        )
        heard.created += brought.created
        heard.updated += brought.updated
        heard.unchanged += brought.unchanged
        heard.customers += brought.customers
        heard.contacts += brought.contacts
        for unfit in brought.unfit:
            row = rows[unfit.number]
            column = reader.column_of(TARGET_OF.get(unfit.field, unfit.field))
            heard.refuse(Refusal(row.line, column, unfit.value, unfit.reason, row.original))
        heard.whole = progress.rows(heard.rows)


def _counted(reader: Reader, heard: _Heard) -> Iterator[SaidRow]:
    """The rows that can be read; the others are kept as refused."""
    for row in reader.rows():
        heard.rows += 1
        if isinstance(row, Refusal):
            heard.refuse(row)
        else:
            yield row
