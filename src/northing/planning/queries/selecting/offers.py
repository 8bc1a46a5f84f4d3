"""Everything that a plan could take: features that are not begun, problems and bets that were put in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from northing.insight.models import Opportunity
from northing.planning.models import (
    Considered,
    Dependency,
    DependencyKind,
    Feature,
    FeatureAim,
    FeatureNeed,
    FeatureState,
    Initiative,
    InitiativeAim,
    Input,
    Key,
    Scenario,
    ScenarioDate,
)

BY_THEMSELVES = (FeatureState.IDEA, FeatureState.SHAPED, FeatureState.PLANNED)
EFFORT = "effort"
COST = "cost"


@dataclass(frozen=True, slots=True)
class Size:
    """A range: nine of ten times between low and high."""

    low: float
    likely: float
    high: float

    def times(self, factor: float) -> "Size":
        return Size(self.low * factor, self.likely * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Offer:
    """One candidate. `said`: inputs by field, effort in person-weeks among them. `disciplines`: parts of its
    effort that only some can do. `needs`: what has to be there by then and is a candidate itself."""

    key: Key
    name: str
    team: int | None
    product: int | None
    horizon: str
    objectives: frozenset[int]
    said: Mapping[str, Size]
    disciplines: Mapping[str, Size] = field(default_factory=dict)
    needs: tuple[Key, ...] = ()

    @property
    def effort(self) -> Size | None:
        return self.said.get(EFFORT)


def offers(scenario: Scenario | None = None) -> dict[Key, Offer]:
    """All of them, whoever asks: a plan is everybody's. Sized as the scenario has them. A constant number of
    queries."""
    put_in, left_out = _considered()
    found = _features(left_out) | _others(put_in - left_out)
    return {key: _sized(offer, times) for times in [_times(scenario)] for key, offer in found.items()}


def key_of(feature: int | None, opportunity: int | None, initiative: int | None) -> Key:
    if feature is not None:
        return Key("feature", feature)
    return Key("opportunity", opportunity) if opportunity is not None else Key("initiative", initiative or 0)


def _considered() -> tuple[set[Key], set[Key]]:
    put_in: set[Key] = set()
    left_out: set[Key] = set()
    for *refs, out in Considered.objects.values_list("feature", "opportunity", "initiative", "left_out"):
        (left_out if out else put_in).add(key_of(*refs))
    said = Input.objects.filter(feature=None, round=None).values_list("opportunity", "initiative").distinct()
    return put_in | {key_of(None, *refs) for refs in said}, left_out


def _features(left_out: set[Key]) -> dict[Key, Offer]:
    out = [key.pk for key in left_out if key.kind == "feature"]
    rows = Feature.objects.filter(state__in=BY_THEMSELVES).exclude(pk__in=out).select_related("product")
    known = {row.pk: row for row in rows.order_by("rank", "pk")}
    said = _said(Q(feature__in=known), "feature")
    needs, parts, aims = _needs(known), _parts(known), _aims(known)
    found = {}
    for pk, row in known.items():
        fields = said.get(pk, {})
        if row.estimate_likely is not None:
            ends = (row.estimate_low, row.estimate_likely, row.estimate_high)
            fields[EFFORT] = Size(*(float(end or 0) for end in ends))
        product = row.product
        found[Key("feature", pk)] = Offer(
            Key("feature", pk),
            row.name,
            row.team_id,
            row.product_id,
            str(product.horizon) if product is not None and product.horizon else "",
            frozenset(aims.get(pk, ())),
            fields,
            parts.get(pk, {}),
            tuple(Key("feature", other) for other in needs.get(pk, ())),
        )
    return found


def _others(put_in: set[Key]) -> dict[Key, Offer]:
    """Problems that still stand and bets."""
    problems = [key.pk for key in put_in if key.kind == "opportunity"]
    bets = [key.pk for key in put_in if key.kind == "initiative"]
    found = {}
    said = _said(Q(opportunity__in=problems), "opportunity")
    for pk, name in Opportunity.objects.standing().filter(pk__in=problems).values_list("pk", "name"):
        key = Key("opportunity", pk)
        found[key] = Offer(key, name, None, None, "", frozenset(), said.get(pk, {}))
    said = _said(Q(initiative__in=bets), "initiative")
    aims: defaultdict[int, set[int]] = defaultdict(set)
    for bet, objective in InitiativeAim.objects.filter(initiative__in=bets).values_list(
        "initiative", "objective"
    ):
        aims[bet].add(objective)
    for pk, name in Initiative.objects.filter(pk__in=bets).values_list("pk", "name"):
        key = Key("initiative", pk)
        found[key] = Offer(key, name, None, None, "", frozenset(aims[pk]), said.get(pk, {}))
    return found


def _said(about: Q, column: str) -> dict[int, dict[str, Size]]:
    found: defaultdict[int, dict[str, Size]] = defaultdict(dict)
    rows = Input.objects.filter(about, round=None).values_list(column, "field", "low", "likely", "high")
    for pk, name, low, likely, high in rows:
        found[pk][name] = Size(low, likely, high)
    return found


def _needs(known: Iterable[int]) -> dict[int, list[int]]:
    """Only what is a candidate itself: the rest is there, or under way."""
    pks = set(known)
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = Dependency.objects.filter(kind=DependencyKind.NEEDS, feature__in=pks, other__in=pks)
    for feature, other in rows.order_by("pk").values_list("feature", "other"):
        found[feature].append(other)
    return found


def _parts(known: Iterable[int]) -> dict[int, dict[str, Size]]:
    found: defaultdict[int, dict[str, Size]] = defaultdict(dict)
    for row in FeatureNeed.objects.filter(feature__in=known):
        found[row.feature_id][row.discipline] = Size(float(row.low), float(row.likely), float(row.high))
    return found


def _aims(known: Mapping[int, Feature]) -> dict[int, set[int]]:
    """A feature's own objectives, else those of its bet."""
    own: defaultdict[int, set[int]] = defaultdict(set)
    for feature, objective in FeatureAim.objects.filter(feature__in=known).values_list("feature", "objective"):
        own[feature].add(objective)
    bets = {row.initiative_id for row in known.values() if row.initiative_id is not None}
    of_bets: defaultdict[int, set[int]] = defaultdict(set)
    for bet, objective in InitiativeAim.objects.filter(initiative__in=bets).values_list(
        "initiative", "objective"
    ):
        of_bets[bet].add(objective)
    return {pk: own.get(pk) or of_bets.get(row.initiative_id or 0, set()) for pk, row in known.items()}


def _times(scenario: Scenario | None) -> dict[int, float]:
    if scenario is None:
        return {}
    return dict(ScenarioDate.objects.filter(scenario=scenario).values_list("feature", "effort_times"))


def _sized(offer: Offer, times: Mapping[int, float]) -> Offer:
    factor = times.get(offer.key.pk, 1.0) if offer.key.kind == "feature" else 1.0
    if factor == 1.0 or offer.effort is None:
        return offer
    return Offer(
        offer.key,
        offer.name,
        offer.team,
        offer.product,
        offer.horizon,
        offer.objectives,
        {**offer.said, EFFORT: offer.effort.times(factor)},
        {discipline: size.times(factor) for discipline, size in offer.disciplines.items()},
        offer.needs,
    )
