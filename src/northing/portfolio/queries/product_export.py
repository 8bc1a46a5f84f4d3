"""The list of products for a spreadsheet: every row that the filter leaves in, with all own fields."""

from collections.abc import Iterator

from northing.organisation.models import Member
from northing.portfolio.queries.products import ProductFilter, own_fields, products
from northing.ui.spreadsheets import Value

HEAD = (
    *("Name", "Public name", "Line", "Owner", "Stage", "Business role", "Role"),
    *("Sold since", "Next review", "Investment, % of all", "Description"),
)


def export(actor: Member, wanted: ProductFilter) -> tuple[list[str], Iterator[list[Value]]]:
    """The heads, and one list of values a product, in the order of the list."""
    own = own_fields()
    rows: Iterator[list[Value]] = (
        [
            *(row.name, row.public_name),
            row.line.name if row.line else "",
            row.owner.name if row.owner else "",
            *(str(row.get_stage_display()), str(row.get_business_role_display()), row.role_title),
            *(row.sold_since, row.next_review_on, row.investment_target, row.description),
            *(field.exported(row.custom) for field in own),
        ]
        for row in products(actor, wanted, own)
    )
    return [*HEAD, *(field.name for field in own)], rows
