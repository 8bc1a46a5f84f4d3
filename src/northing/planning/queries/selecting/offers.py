"""Everything that a plan could take: features that are not begun, problems and bets that were put in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Model, Q

from northing.insight.models import Opportunity, OpportunityAim
from northing.planning.models import (
    Dependency,
    DependencyKind,
    Feature,
    FeatureAim,
    FeatureNeed,
    Initiative,
    InitiativeAim,
    Input,
    Key,
    Scenario,
    ScenarioDate,
)
from northing.planning.queries.prioritise.candidates import BY_THEMSELVES, considered
from northing.planning.queries.prioritise.inputs import Said

EFFORT = "effort"
COST = "cost"


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
    said: Mapping[str, Said]
    disciplines: Mapping[str, Said] = field(default_factory=dict)
    needs: tuple[Key, ...] = ()

    @property
    def effort(self) -> Said | None:
        return self.said.get(EFFORT)


def offers() -> dict[Key, Offer]:
    """All of them, whoever asks: a plan is everybody's. As it was said. A constant number of queries."""
    put_in, left_out = considered()
    return _features(left_out) | _others(put_in - left_out)


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
            low, likely, high = row.estimate_low, row.estimate_likely, row.estimate_high
            fields[EFFORT] = Said(float(low or 0), float(likely), float(high or 0))
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
    """Open problems and bets."""
    return _problems([key.pk for key in put_in if key.kind == "opportunity"]) | _bets(
        [key.pk for key in put_in if key.kind == "initiative"]
    )


def _problems(named: list[int]) -> dict[Key, Offer]:
    said, aims = _said(Q(opportunity__in=named), "opportunity"), _aims_of(OpportunityAim, "opportunity", named)
    rows = Opportunity.objects.open().filter(pk__in=named)
    found = {}
    for pk, name, product, horizon in rows.values_list("pk", "name", "product", "product__horizon"):
        key = Key("opportunity", pk)
        found[key] = Offer(key, name, None, product, str(horizon or ""), frozenset(aims[pk]), said.get(pk, {}))
    return found


def _bets(named: list[int]) -> dict[Key, Offer]:
    said, aims = _said(Q(initiative__in=named), "initiative"), _aims_of(InitiativeAim, "initiative", named)
    found = {}
    for pk, name in Initiative.objects.filter(pk__in=named).values_list("pk", "name"):
        key = Key("initiative", pk)
        found[key] = Offer(key, name, None, None, "", frozenset(aims[pk]), said.get(pk, {}))
    return found


def _said(about: Q, column: str) -> dict[int, dict[str, Said]]:
    found: defaultdict[int, dict[str, Said]] = defaultdict(dict)
    rows = Input.objects.filter(about, round=None).values_list(column, "field", "low", "likely", "high", "live")
    for pk, name, *said in rows:
        found[pk][name] = Said(*said)
    return found


def _needs(known: Iterable[int]) -> dict[int, list[int]]:
    """Only what is a candidate itself: the rest is there, or under way."""
    pks = set(known)
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = Dependency.objects.filter(kind=DependencyKind.NEEDS, feature__in=pks, other__in=pks)
    for feature, other in rows.order_by("pk").values_list("feature", "other"):
        found[feature].append(other)
    return found


def _parts(known: Iterable[int]) -> dict[int, dict[str, Said]]:
    found: defaultdict[int, dict[str, Said]] = defaultdict(dict)
    for row in FeatureNeed.objects.filter(feature__in=known):
        found[row.feature_id][row.discipline] = Said(float(row.low), float(row.likely), float(row.high))
    return found


def _aims(known: Mapping[int, Feature]) -> dict[int, set[int]]:
    """A feature's own objectives, else those of its bet."""
    own = _aims_of(FeatureAim, "feature", known)
    bets = {row.initiative_id for row in known.values() if row.initiative_id is not None}
    of_bets = _aims_of(InitiativeAim, "initiative", bets)
    return {pk: own.get(pk) or of_bets.get(row.initiative_id or 0, set()) for pk, row in known.items()}


def _aims_of(links: type[Model], column: str, named: Iterable[int]) -> defaultdict[int, set[int]]:
    """The objectives that each of the named rows is for."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = links._default_manager.filter(**{f"{column}__in": named})
    for row, objective in rows.values_list(column, "objective"):
        found[row].add(objective)
    return found


def read(
    offers: Mapping[Key, Offer], said: Mapping[Key, Mapping[str, Said]], times: Mapping[int, float]
) -> dict[Key, Offer]:
    """The offers with their numbers as they are read, features in the size that a scenario gives them."""
    return {
        key: _sized(offer, said[key], times.get(key.pk, 1.0) if key.kind == "feature" else 1.0)
        for key, offer in offers.items()
    }


def times_of(scenario: Scenario | None) -> dict[int, float]:
    """By feature, how much of it is left in the scenario."""
    if scenario is None:
        return {}
    return dict(ScenarioDate.objects.filter(scenario=scenario).values_list("feature", "effort_times"))


def _sized(offer: Offer, said: Mapping[str, Said], times: float) -> Offer:
    """What only some can do is off by as much as the whole."""
    before, after = offer.effort, said.get(EFFORT)
    if before is None or after is None:
        return replace(offer, said=said)
    off = after.likely / before.likely if before.likely > 0 else 1.0
    parts = {discipline: size.times(off * times) for discipline, size in offer.disciplines.items()}
    return replace(offer, said={**said, EFFORT: after.times(times)}, disciplines=parts)
