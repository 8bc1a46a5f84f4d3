"""The list of customers for a spreadsheet: every row that the filter leaves in, as an import reads it again."""

from collections.abc import Iterator

from northing.insight.queries.customer_filter import CustomerFilter
from northing.insight.queries.customer_list import CustomerRow, rows_of
from northing.organisation.models import Member
from northing.ui.spreadsheets import Value

AT_ONCE = 500
HEAD = [
    "Name", "Kind", "Segments", "Country", "Plan", "Revenue a year", "Currency", "Renews on", "Health", "Owner",
    "Customer since", "Pieces", "Shipped", "In delivery", "Planned", "Answered", "Declined", "No answer",
]  # fmt: skip


def rows(actor: Member, wanted: CustomerFilter, currency: str) -> Iterator[list[Value]]:
    """One list of values a customer, in the order of the list."""
    ids = list(wanted.apply(actor).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        for row in rows_of(actor, ids[start : start + AT_ONCE]):
            yield _values(row, currency)


def _values(row: CustomerRow, currency: str) -> list[Value]:
    customer = row.customer
    return [
        customer.name,
        str(customer.get_kind_display()),
        ", ".join(row.segments),
        customer.country,
        customer.plan,
        None if customer.revenue is None else float(customer.revenue),
        customer.currency or currency,
        customer.renews_on,
        str(customer.get_health_display()),
        customer.owner.name if customer.owner else "",
        customer.since,
        row.said.total,
        *(row.said.pieces.get(became, 0) for became in (5, 4, 3, 2, 1, 0)),
    ]
