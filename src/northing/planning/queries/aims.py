"""What is built for which objective, what for none, and what could be chosen."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Feature, FeatureAim, FeatureState, InitiativeAim, KeptRunning
from northing.planning.queries.roadmap_rows import RoadmapRow
from northing.portfolio.models import Product
from northing.strategy.models import Objective
from northing.strategy.queries.aims import Aim
from northing.strategy.slots import Piece, Work
from northing.ui import formatting

PLANNED = (FeatureState.PLANNED, FeatureState.BUILDING)
LIKELY = 8
SHORTEST = 4


def work(actor: Member) -> Work:
    """Every open feature that the actor may see, by what it is built for: three queries."""
    aimed = Q(pk__in=FeatureAim.objects.values("feature"))
    aimed |= Q(initiative__in=InitiativeAim.objects.values("initiative"))
    told = Feature.objects.visible_to(actor).open().filter(aimed | Q(state__in=PLANNED))
    rows = told.order_by("rank", "pk")
    features = rows.select_related("product__line", "product__owner", "owner", "outlook", "kept_running").only(
        *("name", "state", "items_total", "items_done", "due_on", "estimate_likely", "initiative_id", "rank"),
        *(
            "product__name",
            "product__restricted",
            "product__line__mark",
            "product__owner__name",
            "owner__name",
            "team_id",
            "owner_id",
        ),
        *("outlook__p85", "outlook__chance", "kept_running__reason"),
    )
    own: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for link in FeatureAim.objects.values_list("feature_id", "objective_id", "key_result_id"):
        own[link[0]].append(link[1:])
    inherited: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for link in InitiativeAim.objects.values_list("initiative_id", "objective_id", "key_result_id"):
        inherited[link[0]].append(link[1:])
    objectives: dict[int, list[Piece]] = defaultdict(list)
    key_results: dict[int, list[Piece]] = defaultdict(list)
    unplaced = []
    for row in features:
        aims = own.get(row.pk) or (inherited.get(row.initiative_id, []) if row.initiative_id else [])
        piece = _piece(actor, row)
        for objective, key_result in aims:
            (key_results[key_result] if key_result else objectives[objective]).append(piece)
        if not aims and row.state in PLANNED:
            unplaced.append(piece)
    return Work(
        {key: tuple(pieces) for key, pieces in objectives.items()},
        {key: tuple(pieces) for key, pieces in key_results.items()},
        tuple(unplaced),
    )


def built_for(actor: Member, products: Iterable[Product]) -> dict[int, frozenset[int]]:
    """By product the objectives that its open features are built for; one query.

    A feature that says nothing is built for what its initiative is; what was dropped counts no more.
    """
    going = Feature.objects.visible_to(actor).open().filter(product__in=products).order_by()
    own = going.filter(aims__isnull=False, aims__key_result__dropped_at=None)
    silent = going.filter(aims=None)
    inherited = silent.filter(initiative__aims__isnull=False, initiative__aims__key_result__dropped_at=None)
    pairs = own.values_list("product", "aims__objective").union(
        inherited.values_list("product", "initiative__aims__objective")
    )
    found: dict[int, set[int]] = defaultdict(set)
    for product, objective in pairs:
        found[product].add(objective)
    return {product: frozenset(objectives) for product, objectives in found.items()}


def with_objectives(actor: Member, rows: list[RoadmapRow]) -> list[RoadmapRow]:
    """Each with the first objective that it, or its initiative, is built for."""
    named = {row.pk: row for row in Objective.objects.visible_to(actor).standing()}
    own: dict[int, list[int]] = defaultdict(list)
    for feature, objective in FeatureAim.objects.values_list("feature_id", "objective_id"):
        own[feature].append(objective)
    inherited: dict[int, list[int]] = defaultdict(list)
    for initiative, objective in InitiativeAim.objects.values_list("initiative_id", "objective_id"):
        inherited[initiative].append(objective)

    def told(row: RoadmapRow) -> RoadmapRow:
        keys = own.get(row.id) or (inherited.get(row.initiative_id, []) if row.initiative_id else [])
        seen = [named[key] for key in keys if key in named]
        first = min(seen, key=lambda one: one.number, default=None)
        if first is None:
            return row
        return row._replace(objective=f"{first.code} {first.name}", objective_position=first.number)

    return [told(row) for row in rows]


def link_address(actor: Member, row: str) -> str:
    """Where a feature is linked to an objective (o12) or key result (k34)."""
    return reverse("planning:feature_for_aim", args=[row]) if policies.may_create_feature(actor) else ""


def aims_of(actor: Member, feature: Feature) -> list[FeatureAim]:
    seen = Objective.objects.visible_to(actor).standing()
    links = FeatureAim.objects.filter(feature=feature, objective__in=seen)
    return list(links.select_related("objective", "key_result__objective").order_by("objective__number", "pk"))


def reason_of(feature: Feature) -> KeptRunning | None:
    return KeptRunning.objects.filter(feature=feature).select_related("said_by").first()


def inherited_aims(actor: Member, initiative: int | None) -> list[InitiativeAim]:
    if initiative is None:
        return []
    seen = Objective.objects.visible_to(actor).standing()
    links = InitiativeAim.objects.filter(initiative=initiative, objective__in=seen)
    return list(links.select_related("objective", "key_result__objective").order_by("objective__number", "pk"))


def link(actor: Member, pk: int) -> FeatureAim:
    seen = FeatureAim.objects.filter(
        feature__in=Feature.objects.visible_to(actor), objective__in=Objective.objects.visible_to(actor)
    )
    found = seen.select_related("feature", "objective", "key_result").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def initiative_link(actor: Member, pk: int) -> InitiativeAim:
    seen = InitiativeAim.objects.filter(objective__in=Objective.objects.visible_to(actor))
    found = seen.select_related("initiative", "objective", "key_result").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def likely_features(actor: Member, aim: Aim) -> list[Feature]:
    """Open ones that nothing aims yet, those that share words with it first."""
    open_ones = Feature.objects.visible_to(actor).open()
    linked = FeatureAim.objects.filter(objective=aim.objective, key_result=aim.key_result).values("feature")
    rows = open_ones.exclude(pk__in=linked).filter(Q(state__in=PLANNED) | Q(aims=None)).only("name", "state")
    return _alike(aim.label, rows[:500])


def feature_named(actor: Member, name: str) -> Feature:
    found = Feature.objects.visible_to(actor).filter(name__iexact=name.strip()).first()
    if found is None:
        raise Refused(other=f"No feature is called {name.strip()!r}.")
    return found


def _alike(name: str, rows: Iterable[Feature]) -> list[Feature]:
    words = {word.casefold() for word in name.split() if len(word) >= SHORTEST}
    each = {row.pk: row for row in rows}.values()
    return sorted(
        each, key=lambda row: (-sum(word in row.name.casefold() for word in words), row.name.casefold())
    )[:LIKELY]


def _piece(actor: Member, row: Feature) -> Piece:
    outlook = getattr(row, "outlook", None)
    kept = getattr(row, "kept_running", None)
    owner = row.owner or (row.product.owner if row.product else None)
    may_place = policies.may_change_feature(actor, row)
    return Piece(
        id=row.pk,
        name=row.name,
        url=reverse("planning:feature", args=[row.pk]),
        product=row.product.name if row.product else "",
        mark=row.product.line.mark if row.product and row.product.line else "",
        owner=owner.name if owner else "",
        due_on=row.due_on,
        p85=outlook.p85 if outlook else None,
        chance=outlook.chance if outlook else None,
        progress=_progress(row),
        weeks=float(row.estimate_likely) if row.estimate_likely is not None else None,
        planned=row.state in PLANNED,
        reason=kept.reason if kept else "",
        place_url=reverse("planning:aim_of_feature", args=[row.pk]) if may_place else "",
        restricted=bool(row.product and row.product.restricted),
    )


def _progress(row: Feature) -> str:
    if row.items_done:
        return f"{formatting.percent(row.items_done / row.items_total)} done"
    return "not started" if row.state in PLANNED else "candidate"
