"""Every write in the portfolio."""

from northing.portfolio.commands.money import (
    Amount,
    Brought,
    bring_amounts,
    change_class,
    create_class,
    remove_class,
    set_amount,
    set_rules,
)
from northing.portfolio.commands.noted import KINDS, Noted, change_note, drop_note, note
from northing.portfolio.commands.products import (
    BY_HEADS,
    BY_OWNER,
    OF_A_LINE,
    change_line,
    change_product,
    change_stage,
    create_line,
    create_product,
    rebalance,
    restore_line_field,
    restore_product_field,
)
from northing.portfolio.commands.stage_plans import WindingDown, finish_step, plan_the_end

__all__ = [
    "BY_HEADS",
    "BY_OWNER",
    "KINDS",
    "OF_A_LINE",
    "Amount",
    "Brought",
    "Noted",
    "WindingDown",
    "bring_amounts",
    "change_class",
    "change_line",
    "change_note",
    "change_product",
    "change_stage",
    "create_class",
    "create_line",
    "create_product",
    "drop_note",
    "finish_step",
    "note",
    "plan_the_end",
    "rebalance",
    "remove_class",
    "restore_line_field",
    "restore_product_field",
    "set_amount",
    "set_rules",
]
