"""What products bring and cost, of as many as are asked for at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Subquery

from northing.kernel import clock
from northing.portfolio.models import (
    InvestmentClass,
    PortfolioRules,
    Product,
    Revenue,
    Spending,
    quarter_of,
)

YEAR = 4  # quarters


def quarters_before(quarter: date, count: int) -> date:
    """The first day of the quarter that lies so many before; a negative count looks ahead."""
    number = quarter.year * 4 + (quarter.month - 1) // 3 - count
    return date(number // 4, number % 4 * 3 + 1, 1)


@dataclass(frozen=True, slots=True)
class Income:
    """Revenue of a product by quarter, the earliest first; only of quarters that are over."""

    quarters: tuple[tuple[date, float], ...] = ()

    @property
    def year(self) -> float | None:
        """Of the last four quarters; of fewer, where it is sold for less than a year."""
        return sum(amount for _, amount in self.quarters[-YEAR:]) if self.quarters else None

    @property
    def year_before(self) -> float | None:
        """Of the four before them; None when they are not all known."""
        earlier = self.quarters[-2 * YEAR : -YEAR]
        return sum(amount for _, amount in earlier) if len(earlier) == YEAR else None

    @property
    def growth(self) -> float | None:
        """Share by which the last year's revenue exceeds that of the year before."""
        return _change(self.year, self.year_before)

    @property
    def growths(self) -> tuple[float, ...]:
        """Each quarter against the same one a year before."""
        amounts = [amount for _, amount in self.quarters]
        pairs = zip(amounts[YEAR:], amounts, strict=False)
        return tuple(now / then - 1 for now, then in pairs if then > 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """Money of these products. `quarter` is the one that investment is looked at in."""

    quarter: date
    classes: tuple[InvestmentClass, ...]
    rules: PortfolioRules
    incomes: dict[int, Income] = field(default_factory=dict)
    spent: dict[tuple[int, int], float] = field(default_factory=dict)

    def income(self, product: Product) -> Income:
        return self.incomes.get(product.pk, Income())

    @property
    def revenue(self) -> float:
        return sum(income.year or 0 for income in self.incomes.values())

    @property
    def revenue_before(self) -> float:
        return sum(income.year_before or 0 for income in self.incomes.values())

    @property
    def growth(self) -> float | None:
        return _change(self.revenue, self.revenue_before)

    @property
    def investment(self) -> float:
        return sum(self.spent.values())

    def share_of_revenue(self, product: Product) -> float | None:
        return _share(self.income(product).year, self.revenue)

    def share_before(self, product: Product) -> float | None:
        return _share(self.income(product).year_before, self.revenue_before)

    def share_of_investment(self, products: Iterable[Product]) -> float | None:
        wanted = {product.pk for product in products}
        return _share(
            sum(amount for (product, _), amount in self.spent.items() if product in wanted), self.investment
        )

    def purposes(self, product: Product | None = None) -> list[tuple[InvestmentClass, float | None]]:
        """Each purpose's share: of what the product costs, or of everything."""
        amounts = {
            purpose.pk: sum(
                amount
                for (of, what), amount in self.spent.items()
                if what == purpose.pk and (product is None or of == product.pk)
            )
            for purpose in self.classes
        }
        total = sum(amounts.values())
        return [(purpose, _share(amounts[purpose.pk], total)) for purpose in self.classes]


def figures(products: Sequence[Product], quarter: date | None = None) -> Figures:
    """Actual money of these products, in as many questions as of one."""
    spendings = Spending.objects.filter(product__in=products, actual__isnull=False)
    latest = spendings.filter(starts_on__lte=clock.today()).order_by("-starts_on").values("starts_on")[:1]
    wanted = spendings.filter(starts_on=Subquery(latest) if quarter is None else quarter)
    rows = list(wanted.values_list("starts_on", "product", "purpose", "actual"))
    if quarter is None:
        quarter = rows[0][0] if rows else quarters_before(quarter_of(clock.today()), 1)
    spent = {(product, purpose): float(amount or 0) for _, product, purpose, amount in rows}
    return Figures(
        quarter=quarter,
        classes=tuple(InvestmentClass.objects.all()),
        rules=rules(),
        incomes=_incomes(products),
        spent=spent,
    )


def _incomes(products: Sequence[Product]) -> dict[int, Income]:
    over = Revenue.objects.filter(
        product__in=products, actual__isnull=False, starts_on__lt=quarter_of(clock.today())
    )
    found: dict[int, list[tuple[date, float]]] = {}
    for product, starts_on, amount in over.order_by("starts_on").values_list("product", "starts_on", "actual"):
        found.setdefault(product, []).append((starts_on, float(amount or 0)))
    return {product: Income(tuple(rows)) for product, rows in found.items()}


def quarters_with_actuals(products: Sequence[Product]) -> list[date]:
    """The latest first: those that investment can be looked at in."""
    spendings = Spending.objects.filter(product__in=products, actual__isnull=False)
    return list(spendings.order_by("-starts_on").values_list("starts_on", flat=True).distinct())


def rules() -> PortfolioRules:
    """As set, or as they are until somebody sets them."""
    return PortfolioRules.objects.filter(pk=1).first() or PortfolioRules(pk=1)


def _share(part: float | None, whole: float) -> float | None:
    return part / whole if part is not None and whole else None


def _change(now: float | None, before: float | None) -> float | None:
    return now / before - 1 if now is not None and before else None
