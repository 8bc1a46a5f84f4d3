"""The steps by which products end, for the roadmap: part of the plan, though no features."""

from dataclasses import dataclass
from datetime import date

from northing.organisation.models import Member
from northing.planning.queries.audience_view import Rights
from northing.planning.queries.feature_filter import FeatureFilter
from northing.portfolio.models import Product
from northing.portfolio.queries.noted import plans_in_force
from northing.ui import charts, formatting

# Who narrows by anything else looks for features.
NARROWS_PRODUCTS = {"product", "line"}
SAYS_HOW = {"group", "sort", "columns", "page", "since", "open"}


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    due_on: date
    done_on: date | None
    bar: charts.FeatureBar


@dataclass(frozen=True, slots=True)
class Ending:
    """A product in decline or retired, its last day, and what is done until then, soonest first."""

    product: str
    mark: str
    ends_on: date
    steps: tuple[Step, ...]


def endings(
    actor: Member, axis: charts.TimeAxis, wanted: FeatureFilter, rights: Rights, *, outside: bool
) -> tuple[Ending, ...]:
    """Those whose last day is not over when the axis begins. `outside`: for people who do not sign in."""
    told = rights.has("commitment") and rights.has("product") and not rights.public_names
    if not told or _looks_for_features(wanted):
        return ()
    products = Product.objects.visible_to(actor)
    if wanted.product:
        products = products.filter(pk__in=wanted.product)
    if wanted.line:
        products = products.filter(line__in=wanted.line)
    if outside:
        products = products.exclude(restricted=True)
    found = []
    for plan in plans_in_force(products, since=axis.scale.start):
        product = plan.change.product
        steps = tuple(
            Step(step.name, step.due_on, step.done_on, _bar(axis, step.name, step.due_on))
            for step in plan.steps.all()
        )
        found.append(Ending(product.name, product.line.mark if product.line else "", plan.ends_on, steps))
    return tuple(found)


def _looks_for_features(wanted: FeatureFilter) -> bool:
    blank = FeatureFilter()
    asked = {name for name, value in wanted if value != getattr(blank, name)}
    return bool(asked - NARROWS_PRODUCTS - SAYS_HOW)


def _bar(axis: charts.TimeAxis, name: str, due_on: date) -> charts.FeatureBar:
    return charts.feature_bar(
        axis, charts.FeatureDates(name, committed=due_on, text=formatting.short_day(due_on))
    )
