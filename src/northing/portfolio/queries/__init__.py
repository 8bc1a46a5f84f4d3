"""What the portfolio reads."""

from northing.portfolio.queries.products import (
    Counts,
    Group,
    ProductFilter,
    all_lines,
    counts,
    groups,
    line,
    lines,
    names_by_owner,
    others,
    own_fields,
    owners,
    product,
    product_page,
    products,
    stage_changes,
)

__all__ = [
    "Counts",
    "Group",
    "ProductFilter",
    "all_lines",
    "counts",
    "groups",
    "line",
    "lines",
    "names_by_owner",
    "others",
    "own_fields",
    "owners",
    "product",
    "product_page",
    "products",
    "stage_changes",
]
