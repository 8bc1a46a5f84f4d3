"""Every write in the portfolio."""

from northing.portfolio.commands.products import (
    BY_HEADS,
    BY_OWNER,
    OF_A_LINE,
    change_line,
    change_product,
    change_stage,
    create_line,
    create_product,
    restore_line_field,
    restore_product_field,
)

__all__ = [
    "BY_HEADS",
    "BY_OWNER",
    "OF_A_LINE",
    "change_line",
    "change_product",
    "change_stage",
    "create_line",
    "create_product",
    "restore_line_field",
    "restore_product_field",
]
