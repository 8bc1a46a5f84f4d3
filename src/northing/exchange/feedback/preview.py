"""What single rows of a file of feedback become, to look at before anything is written."""

from itertools import islice
from pathlib import Path

from northing.exchange.feedback.reading import Reader, SaidRow
from northing.exchange.mapping import Mapping
from northing.exchange.preview import WITHIN, Fact, PreviewedRow
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import Refusal
from northing.exchange.reviewing import ReviewedColumn
from northing.insight.models import Kind, Source
from northing.ui.formatting import long_day


def preview_feedback(
    path: Path, recognised: Recognised, mapping: Mapping, columns: list[ReviewedColumn], number: int
) -> PreviewedRow | None:
    """Row `number` of the file as it would come in; None when the file has no rows."""
    rows = list(islice(Reader(path, recognised, mapping).rows(), WITHIN))
    if not rows:
        return None
    at = max(0, min(number, len(rows)) - 1)
    row = rows[at]
    if isinstance(row, Refusal):
        value = f": “{row.value[:60]}”" if row.value else ""
        refusal = f"{row.reason}{value}" + (f" in {row.column}" if row.column else "")
        return PreviewedRow(at + 1, len(rows), row.line, refusal=refusal)
    unsure = {column.match.target for column in columns if not column.match.sure}
    kind = str(Kind(row.piece.kind).label) if row.piece.kind else "Feedback"
    title = row.piece.title or row.piece.text[:160]
    facts = tuple(_facts(row, unsure))
    return PreviewedRow(at + 1, len(rows), row.line, kind, title, row.product, facts)


def first_feedback(path: Path, recognised: Recognised, mapping: Mapping) -> int:
    """The first row that can come in."""
    rows = enumerate(islice(Reader(path, recognised, mapping).rows(), WITHIN), start=1)
    return next((number for number, row in rows if isinstance(row, SaidRow)), 1)


def _facts(row: SaidRow, unsure: set[str]) -> list[Fact]:
    piece = row.piece
    said = (
        ("Said", piece.text if piece.title else "", "text"),
        ("Came by", str(Source(piece.source).label), "source"),
        ("Customer", piece.customer_name, "customer"),
        ("Person", piece.contact_name or piece.contact_email, "contact"),
        ("Received", long_day(piece.received_at) if piece.received_at else "", "received"),
        ("Stars", str(piece.stars or ""), "stars"),
        ("Language", piece.language, "language"),
        ("Link back", piece.url, "url"),
    )
    return [Fact(name, value[:80], target in unsure) for name, value, target in said if value]
