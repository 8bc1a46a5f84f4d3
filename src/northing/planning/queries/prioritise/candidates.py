"""What can be weighed: open features by themselves, problems and bets when somebody put them in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from northing.insight import policies as insight
from northing.insight.models import Opportunity, OpportunityAim
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import (
    Considered,
    Feature,
    FeatureAim,
    FeatureState,
    Initiative,
    InitiativeAim,
    Input,
    Key,
)
from northing.strategy.models import Objective

BY_THEMSELVES = (FeatureState.IDEA, FeatureState.SHAPED, FeatureState.PLANNED)
# A page weighs thousands of them: their columns, not their rows.
FACTS = (
    *("pk", "name", "state", "initiative_id", "due_on", "estimate_low", "estimate_likely", "estimate_high"),
    *("product_id", "product__name", "product__line__mark", "team_id", "team__name", "owner_id", "owner__name"),
)
STATES = {state.value: str(state.label) for state in FeatureState}


@dataclass(frozen=True, slots=True)
class Aimed:
    """The objective that something is for: "O2" and its name."""

    pk: int
    code: str
    name: str


class Candidate(NamedTuple):
    """One of those that are weighed. `effort`: person-weeks that are left, low, likely, high, of a feature."""

    key: Key
    name: str
    product_id: int | None
    product: str
    mark: str
    team_id: int | None
    team: str
    owner: str
    state: str
    objective: Aimed | None
    effort: tuple[float, float, float] | None
    due_on: date | None
    may_change: bool

    @property
    def kind(self) -> str:
        return self.key.kind.capitalize()

    @property
    def is_under_way(self) -> bool:
        return self.state == STATES[FeatureState.BUILDING]


def candidates(actor: Member, only: Collection[Key] | None = None) -> dict[Key, Candidate]:
    """All that the actor may see, features first, each kind in its own order; or those of `only`, without what
    they are for. A constant number of queries."""
    put_in, left_out = considered(only)
    objectives = _objectives(actor) if only is None else _Objectives({}, {}, {}, {})
    others = put_in - left_out if only is None else put_in.intersection(only) - left_out
    return {
        **_features(actor, put_in, left_out, objectives, only),
        **_opportunities(actor, [key.pk for key in others if key.kind == "opportunity"], objectives),
        **_initiatives(actor, [key.pk for key in others if key.kind == "initiative"], objectives),
    }


def considered(only: Collection[Key] | None = None) -> tuple[set[Key], set[Key]]:
    """Put in, by a word or by an input, which features need not be; taken out."""
    rows = Considered.objects.values_list("feature", "opportunity", "initiative", "left_out")
    put_in: set[Key] = set()
    left_out: set[Key] = set()
    for *refs, out in rows:
        (left_out if out else put_in).add(key_of(*refs))
    if only is not None and all(key.kind == "feature" for key in only):
        return put_in, left_out
    said = Input.objects.filter(feature=None, round=None).values_list("opportunity", "initiative").distinct()
    return put_in | {key_of(None, *refs) for refs in said}, left_out


def key_of(feature: int | None, opportunity: int | None, initiative: int | None) -> Key:
    if feature is not None:
        return Key("feature", feature)
    return Key("opportunity", opportunity) if opportunity is not None else Key("initiative", initiative or 0)


def _features(
    actor: Member,
    put_in: set[Key],
    left_out: set[Key],
    objectives: "_Objectives",
    only: Collection[Key] | None,
) -> dict[Key, Candidate]:
    named = [key.pk for key in put_in if key.kind == "feature"]
    wanted = Q(state__in=BY_THEMSELVES) | Q(pk__in=named, state=FeatureState.BUILDING)
    if only is not None:
        wanted &= Q(pk__in=[key.pk for key in only if key.kind == "feature"])
    rows = Feature.objects.visible_to(actor).filter(wanted).order_by("rank", "pk").values_list(*FACTS)
    may = _MayChange(actor)
    found = {}
    for pk, name, state, bet, due_on, low, likely, high, *whose in rows:
        product, called, mark, team, works, owner, person = whose
        key = Key("feature", pk)
        if key not in left_out:
            found[key] = Candidate(
                key=key,
                name=name,
                product_id=product,
                product=called or "",
                mark=mark or "",
                team_id=team,
                team=works or "",
                owner=person or "",
                state=STATES[state],
                objective=objectives.of_feature(pk, bet),
                effort=None if likely is None else (float(low), float(likely), float(high)),
                due_on=due_on,
                may_change=may.change(team, product, owner),
            )
    return found


class _MayChange:
    """Whether the actor may change a feature follows from whose it is: asked once for all of the same."""

    def __init__(self, actor: Member) -> None:
        self._actor = actor
        self._known: dict[tuple[int | None, int | None, int | None], bool] = {}

    def change(self, team: int | None, product: int | None, owner: int | None) -> bool:
        whose = team, product, owner
        if whose not in self._known:
            feature = Feature(team_id=team, product_id=product, owner_id=owner)
            self._known[whose] = policies.may_say(self._actor, feature)
        return self._known[whose]


def _opportunities(actor: Member, named: Collection[int], objectives: "_Objectives") -> dict[Key, Candidate]:
    if not named:
        return {}
    rows = Opportunity.objects.visible_to(actor).open().filter(pk__in=named).order_by("name", "pk")
    may = insight.may_curate(actor)
    found = {}
    shown = ("name", "state", "product__name", "product__line__mark", "owner__name")
    for row in rows.select_related("product__line", "owner").only(*shown):
        key = Key("opportunity", row.pk)
        found[key] = Candidate(
            key=key,
            name=row.name,
            product_id=row.product_id,
            product=row.product.name if row.product else "",
            mark=row.product.line.mark if row.product and row.product.line else "",
            team_id=None,
            team="",
            owner=row.owner.name if row.owner else "",
            state=str(row.get_state_display()),
            objective=objectives.of_problem(row.pk),
            effort=None,
            due_on=None,
            may_change=may,
        )
    return found


def _initiatives(actor: Member, named: Collection[int], objectives: "_Objectives") -> dict[Key, Candidate]:
    if not named:
        return {}
    may = policies.may_say(actor, None)
    return {
        Key("initiative", row.pk): Candidate(
            key=Key("initiative", row.pk),
            name=row.name,
            product_id=None,
            product="",
            mark="",
            team_id=None,
            team="",
            owner=row.owner.name if row.owner else "",
            state="",
            objective=objectives.of_initiative(row.pk),
            effort=None,
            due_on=None,
            may_change=may,
        )
        for row in Initiative.objects.filter(pk__in=named).select_related("owner")
    }


class _Objectives:
    """What features, problems and initiatives are for: the first objective of each."""

    def __init__(
        self,
        named: Mapping[int, Aimed],
        features: Mapping[int, int],
        problems: Mapping[int, int],
        initiatives: Mapping[int, int],
    ) -> None:
        self._named = named
        self._features, self._problems, self._initiatives = features, problems, initiatives

    def of_feature(self, pk: int, initiative: int | None) -> Aimed | None:
        own = self._features.get(pk)
        if own is not None:
            return self._named[own]
        return self.of_initiative(initiative) if initiative is not None else None

    def of_problem(self, pk: int) -> Aimed | None:
        found = self._problems.get(pk)
        return self._named[found] if found is not None else None

    def of_initiative(self, pk: int) -> Aimed | None:
        found = self._initiatives.get(pk)
        return self._named[found] if found is not None else None


def _objectives(actor: Member) -> _Objectives:
    named = {aim.pk: aim for aim in objectives_named(actor)}
    place = {pk: at for at, pk in enumerate(named)}
    return _Objectives(
        named,
        _first(FeatureAim.objects.values_list("feature_id", "objective_id"), place),
        _first(OpportunityAim.objects.values_list("opportunity_id", "objective_id"), place),
        _first(InitiativeAim.objects.values_list("initiative_id", "objective_id"), place),
    )


def _first(links: Iterable[tuple[int, int]], place: Mapping[int, int]) -> dict[int, int]:
    aims: defaultdict[int, list[int]] = defaultdict(list)
    for row, objective in links:
        if objective in place:
            aims[row].append(objective)
    return {row: min(objectives, key=place.__getitem__) for row, objectives in aims.items()}


def objectives_named(actor: Member) -> list[Aimed]:
    rows = Objective.objects.visible_to(actor).standing().order_by("number").values_list("pk", "number", "name")
    return [Aimed(pk, f"O{number}", name) for pk, number, name in rows]


def could_be_put_in(actor: Member) -> list[tuple[str, str]]:
    """Open problems and initiatives that are not weighed: key, and name with why where it was left out."""
    known = candidates(actor)
    out = Considered.objects.filter(left_out=True).exclude(reason="")
    rows = out.values_list("feature", "opportunity", "initiative", "reason")
    why = {key_of(*refs): f" (left out: {reason})" for *refs, reason in rows}
    problems = Opportunity.objects.visible_to(actor).open().order_by("name").values_list("pk", "name")[:500]
    bets = Initiative.objects.order_by("name").values_list("pk", "name")
    found = [(Key("opportunity", pk), name) for pk, name in problems]
    found += [(Key("initiative", pk), f"{name} (initiative)") for pk, name in bets]
    return [(str(key), name + why.get(key, "")) for key, name in found if key not in known]


def key_named(text: str) -> Key:
    """f12, o3, i4. What is no key is nothing that can be seen."""
    try:
        return Key.read(text)
    except Refused:
        raise NotVisible from None
