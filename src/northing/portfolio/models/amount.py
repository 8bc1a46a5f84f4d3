"""What is said of the money of a product's quarter, before it is kept."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.portfolio.models.money import InvestmentClass
from northing.portfolio.models.products import Product

Quarter = tuple[int, date, int | None]
"""Product, first day of the quarter, purpose; None: revenue."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Of a product's quarter: revenue where `purpose` is None. A None amount leaves what is there."""

    product: Product
    starts_on: date
    purpose: InvestmentClass | None = None
    budget: Decimal | None = None
    actual: Decimal | None = None

    @property
    def key(self) -> Quarter:
        return self.product.pk, self.starts_on, self.purpose.pk if self.purpose else None
