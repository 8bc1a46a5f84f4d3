"""The portfolio at a glance: each product's life, money, attention and what is not as expected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from northing.organisation.models import Member
from northing.portfolio import slots
from northing.portfolio.models import Horizon, Product, ProductLine, StageChange
from northing.portfolio.queries.market import relative_share, rivalries_of
from northing.portfolio.queries.money import Figures, Income, figures
from northing.portfolio.slots import Attention, Concern

STARVED = 0.5  # of what its role asks for
FEW_POINTS = 3  # of investment, below which a difference is not worth a word


@dataclass(frozen=True, slots=True)
class Standing:
    """One product. Shares are of everything that the actor may know of, in percent."""

    product: Product
    income: Income
    investment: float | None
    attention: Attention | None
    concern: Concern | None
    since: date | None
    share: float | None
    """Of revenue."""
    relative: float | None
    """Revenue of a year as a multiple of the largest competitor's; None while nobody has estimated it."""

    @property
    def weight(self) -> float:
        """How much it is worth looking at."""
        return self.concern.weight if self.concern else 0.0

    @property
    def off(self) -> float | None:
        """Percentage points of investment above the target."""
        target = self.product.investment_target
        return None if self.investment is None or target is None else self.investment - target

    @property
    def attention_share(self) -> float | None:
        """What it gets of what its role asks for: 1 is all of it."""
        asked = self.product.attention_target
        return self.attention.got / asked if self.attention and asked else None


@dataclass(frozen=True, slots=True)
class Share:
    """Of investment, in percent, beside the sum of the targets of what it is made of."""

    name: str
    actual: float | None
    target: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    figures: Figures
    standings: dict[int, Standing]

    def of(self, product: Product) -> Standing:
        return self.standings[product.pk]

    def share_of(self, name: str, products: Sequence[Product]) -> Share:
        actual = self.figures.share_of_investment(products)
        targets = [row.investment_target for row in products if row.investment_target is not None]
        return Share(name, actual * 100 if actual is not None else None, sum(targets) if targets else None)

    @property
    def by_purpose(self) -> list[Share]:
        return [
            Share(purpose.name, share * 100 if share is not None else None, purpose.target)
            for purpose, share in self.figures.purposes()
        ]

    @property
    def by_horizon(self) -> list[tuple[Horizon, Share, list[Product]]]:
        found = []
        for horizon in Horizon:
            products = [row.product for row in self.standings.values() if row.product.horizon == horizon]
            found.append((horizon, self.share_of(f"{horizon.value} {horizon.label}", products), products))
        return found

    @property
    def by_line(self) -> list[tuple[ProductLine, Share, list[Product]]]:
        lines: dict[ProductLine, list[Product]] = {}
        for row in self.standings.values():
            if row.product.line is not None:
                lines.setdefault(row.product.line, []).append(row.product)
        ordered = sorted(lines, key=lambda line: (line.position, line.name))
        return [(line, self.share_of(line.name, lines[line]), lines[line]) for line in ordered]


def overview(actor: Member, quarter: date | None = None) -> Overview:
    """Of every product that the actor may know of, in as many queries as of one."""
    products = list(Product.objects.visible_to(actor).select_related("line", "owner"))
    money = figures(products, quarter)
    return Overview(money, {row.product.pk: row for row in _standings(actor, products, money)})


def _standings(actor: Member, products: Sequence[Product], money: Figures) -> Iterable[Standing]:
    attention, concerns = slots.attention.of(actor, products), slots.concerns.of(actor, products)
    rivals = rivalries_of(products)
    since = dict(
        StageChange.objects.filter(product__in=products)
        .order_by()
        .values_list("product")
        .annotate(latest=Max("changed_on"))
    )
    for product in products:
        got, share = money.share_of_investment([product]), money.share_of_revenue(product)
        investment = got * 100 if got is not None else None
        known = [*concerns.get(product.pk, []), *_of_money(product, investment)]
        yield Standing(
            product=product,
            income=money.income(product),
            investment=investment,
            attention=next(iter(attention.get(product.pk, [])), None),
            concern=max(known, key=lambda concern: concern.weight, default=None),
            since=since.get(product.pk),
            share=share * 100 if share is not None else None,
            relative=relative_share(money.income(product).year, rivals.get(product.pk, ())),
        )


def _of_money(product: Product, investment: float | None) -> Iterable[Concern]:
    """Starved or overfed for its role."""
    target = product.investment_target
    if investment is None or not target or abs(investment - target) < FEW_POINTS:
        return
    if investment < target * STARVED:
        yield Concern("Short of investment", weight=0.35)
    elif investment > target / STARVED:
        yield Concern("More than its role asks", weight=0.3)
