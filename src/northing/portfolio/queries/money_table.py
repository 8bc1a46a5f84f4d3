"""A product's money, a row a quarter: what was planned, what came."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.portfolio.models import InvestmentClass, Product, Revenue, Spending, quarter_of
from northing.portfolio.queries.money import quarters_before

EARLIER, LATER = 8, 4  # quarters that the table always has


@dataclass(frozen=True, slots=True)
class Cell:
    """`of` is "revenue" or a purpose's id, `field` is "budget" or "actual"."""

    of: str
    name: str
    field: str
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class QuarterRow:
    starts_on: date
    is_now: bool
    cells: tuple[Cell, ...]


def classes() -> list[InvestmentClass]:
    return list(InvestmentClass.objects.all())


def money_table(product: Product) -> list[QuarterRow]:
    """The latest first; more than the usual quarters where something is known of them."""
    now = quarter_of(clock.today())
    known: dict[tuple[date, str], Revenue | Spending] = {}
    for revenue in Revenue.objects.filter(product=product):
        known[revenue.starts_on, "revenue"] = revenue
    for spending in Spending.objects.filter(product=product):
        known[spending.starts_on, str(spending.purpose_id)] = spending
    columns = [("revenue", "Revenue"), *((str(one.pk), one.name) for one in classes())]
    quarters = {quarters_before(now, count) for count in range(-LATER, EARLIER + 1)} | {day for day, _ in known}
    return [
        QuarterRow(
            starts_on=day,
            is_now=day == now,
            cells=tuple(
                Cell(of, name, field, getattr(known.get((day, of)), field, None))
                for of, name in columns
                for field in ("budget", "actual")
            ),
        )
        for day in sorted(quarters, reverse=True)
    ]


def purpose(pk: int) -> InvestmentClass:
    found = InvestmentClass.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def cell(product: Product, starts_on: date, of: str, field: str) -> Cell:
    if of == "revenue":
        row, name = Revenue.objects.filter(product=product, starts_on=starts_on).first(), "Revenue"
    else:
        kind = purpose(int(of))
        rows = Spending.objects.filter(product=product, starts_on=starts_on, purpose=kind)
        row, name = rows.first(), kind.name  # type: ignore[assignment]  # either has both amounts
    return Cell(of, name, field, getattr(row, field, None))
