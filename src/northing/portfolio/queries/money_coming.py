"""What amounts would change, before they are brought in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from northing.portfolio.models import Amount, Revenue, Spending

Kind = Literal["new", "changed", "same"]
Said = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Coming:
    """Budget and actual as they stand, None where nothing does, and as they would be."""

    amount: Amount
    kind: Kind
    before: Said
    after: Said


def money_coming(amounts: Sequence[Amount]) -> list[Coming]:
    """In the order given; an empty cell leaves what is there. Two queries."""
    products = {amount.product.pk for amount in amounts}
    kinds: tuple[Any, ...] = (Revenue, Spending)
    known: dict[object, Said] = {
        (row.product_id, row.starts_on, row.purpose_id if isinstance(row, Spending) else None): (
            row.budget,
            row.actual,
        )
        for kind in kinds
        for row in kind.objects.filter(product__in=products)
    }
    return [_coming(amount, known.get(amount.key)) for amount in amounts]


def _coming(amount: Amount, known: Said | None) -> Coming:
    before = known or (None, None)
    after = (
        before[0] if amount.budget is None else amount.budget,
        before[1] if amount.actual is None else amount.actual,
    )
    return Coming(amount, "new" if known is None else "same" if after == before else "changed", before, after)
