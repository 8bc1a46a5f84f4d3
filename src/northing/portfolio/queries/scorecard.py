"""One product's scorecard: its figures, its life, what it exists for and what may go wrong."""

from dataclasses import dataclass
from datetime import date

from northing.kernel.once import once_a_page
from northing.organisation.models import Member
from northing.portfolio import slots
from northing.portfolio.models import (
    InvestmentClass,
    Outcome,
    Product,
    Regulation,
    Risk,
    Rivalry,
    Signal,
    StageChange,
    StagePlan,
)
from northing.portfolio.queries.market import relative_share, rivalries
from northing.portfolio.queries.money import Figures, figures
from northing.portfolio.queries.noted import plan_of
from northing.portfolio.slots import Attention, Concern, Reading, Users


@dataclass(frozen=True, slots=True)
class Purpose:
    """Share of what a product costs that goes to a purpose, in percent, beside its target."""

    of: InvestmentClass
    actual: float | None

    @property
    def off(self) -> float | None:
        """Percentage points above the target."""
        if self.actual is None or self.of.target is None:
            return None
        return self.actual - self.of.target


@dataclass(frozen=True, slots=True)
class Scorecard:
    product: Product
    figures: Figures
    changes: tuple[StageChange, ...]
    plan: StagePlan | None
    outcomes: tuple[tuple[Outcome, Reading | None], ...]
    risks: tuple[Risk, ...]
    regulations: tuple[Regulation, ...]
    rivals: tuple[Rivalry, ...]
    signals: tuple[Signal, ...]
    concerns: tuple[Concern, ...]
    attention: Attention | None
    users: Users | None

    @property
    def purposes(self) -> list[Purpose]:
        shares = self.figures.purposes(self.product)
        return [Purpose(of, share * 100 if share is not None else None) for of, share in shares]

    @property
    def relative_share(self) -> float | None:
        """Our revenue of a year as a multiple of the largest competitor's."""
        return relative_share(self.figures.income(self.product).year, self.rivals)

    @property
    def since(self) -> date | None:
        """Since when it is in its stage."""
        return self.changes[0].changed_on if self.changes else None


def scorecard(actor: Member, product: Product) -> Scorecard:
    readings = readings_of(actor, product)
    changes = tuple(
        product.stage_changes.select_related("changed_by").only(
            "product", "stage", "changed_on", "reason", "changed_by__name"
        )
    )
    heard = slots.concerns.of(actor, [product]).get(product.pk, [])
    attention = slots.attention.of(actor, [product]).get(product.pk, [])
    users = slots.users.of(actor, [product]).get(product.pk, [])
    return Scorecard(
        product=product,
        figures=figures(_in_order(actor)),
        changes=changes,
        plan=plan_of(product),
        outcomes=tuple((row, readings.get(row.measure.lower())) for row in product.outcomes.all()),
        risks=tuple(
            sorted(
                product.risks.filter(closed_on=None)
                .select_related("owner")
                .only("product", "name", "likelihood", "severity", "next_step", "owner__name"),
                key=lambda risk: (-risk.weight, risk.pk),
            )
        ),
        regulations=tuple(product.regulations.all()),
        rivals=tuple(rivalries(product)),
        signals=tuple(product.signals.select_related("competitor", "product")[:4]),
        concerns=tuple(sorted(heard, key=lambda concern: -concern.weight)),
        attention=attention[0] if attention else None,
        users=users[0] if users else None,
    )


def readings_of(actor: Member, product: Product) -> dict[str, Reading]:
    """What the metrics of a product show, by their names in small letters."""
    found: dict[str, Reading] = {}
    for readings in slots.readings.of(actor, [product]).get(product.pk, []):
        found.update(readings)
    return found


def neighbours(actor: Member, product: Product) -> tuple[Product | None, Product | None]:
    """The products before and after it."""
    rows = _in_order(actor)
    at = next(place for place, row in enumerate(rows) if row.pk == product.pk)
    return rows[at - 1] if at else None, rows[at + 1] if at + 1 < len(rows) else None


@once_a_page
def _in_order(actor: Member) -> list[Product]:
    """As the portfolio lists them, with their names alone."""
    rows = Product.objects.visible_to(actor).only("name")
    return list(rows.order_by("line__position", "line__name", "name", "pk"))
