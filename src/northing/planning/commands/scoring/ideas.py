"""Ideas that come with what was said of them: features and their inputs, one change that is undone as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands as organisation
from northing.organisation.history import recorded
from northing.organisation.models import Member, Team
from northing.planning import policies
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.commands.scoring.models import first_score_model
from northing.planning.models import Feature, FeatureState, Input
from northing.portfolio import commands as portfolio
from northing.portfolio.models import Product

Range = tuple[float, float, float]
LONGEST_NAME = 300
ESTIMATE = ("estimate_low", "estimate_likely", "estimate_high")


@dataclass(frozen=True, slots=True)
class Idea:
    """`inputs`: by field, low, likely, high; that of `effort` is in person-weeks and becomes the estimate.
    `product` and `team` are names, "" for none; `place` names the row in a message."""

    name: str
    problem: str = ""
    product: str = ""
    team: str = ""
    inputs: Mapping[str, Range] = field(default_factory=dict)
    place: str = ""


@dataclass(slots=True)
class Brought:
    """What came: new features, those that were there and got other numbers, inputs, teams, products."""

    made: int = 0
    known: int = 0
    inputs: int = 0
    teams: list[str] = field(default_factory=list)
    products: list[str] = field(default_factory=list)


def bring_ideas(
    *, actor: Member, ideas: Sequence[Idea], evidence: str = "", make_missing: bool = False
) -> Brought:
    """An idea of the name of an open feature is that feature: its numbers are brought up to date.

    `evidence`: where all of it comes from. `make_missing`: teams and products that nobody has made are made.
    Refused with every message, each under its place, and then nothing is written.
    """
    if not policies.may_create_feature(actor):
        raise NotAllowed("Viewers read. Ask an owner or head for another role.")
    brought = Brought()
    with recorded(actor=actor, command="planning.bring_ideas", reason=evidence):
        _check_all(ideas)
        first_score_model(actor=actor) if policies.may_plan(actor) else None
        products = _products(actor, ideas, brought, make_missing=make_missing)
        teams = _teams(actor, ideas, brought, make_missing=make_missing)
        features = _features(actor, ideas, products, teams, brought)
        brought.inputs = _say_all(actor, ideas, features, evidence)
        ask_forecast(actor=actor)
    return brought


def _check_all(ideas: Sequence[Idea]) -> None:
    problems: dict[str, str] = {}
    seen: dict[str, str] = {}
    for idea in ideas:
        name = idea.name.strip().lower()
        try:
            if not name or len(name) > LONGEST_NAME:
                raise Refused(f"An idea has a name of up to {LONGEST_NAME} characters.")
            if name in seen:
                raise Refused(f"{idea.name} stands in {seen[name]} already.")
            for each, (low, likely, high) in idea.inputs.items():
                Input.check_range(each, low, likely, high)
            Feature.check_estimate(*_estimate(idea))
        except Refused as refusal:
            problems[idea.place or idea.name] = str(refusal)
        seen[name] = idea.place or "the list"
    if problems:
        raise Refused(**problems)


def _products(
    actor: Member, ideas: Sequence[Idea], brought: Brought, *, make_missing: bool
) -> dict[str, Product]:
    found = {row.name.lower(): row for row in Product.objects.visible_to(actor)}
    for name in dict.fromkeys(idea.product for idea in ideas if idea.product):
        if name.lower() not in found:
            _require(make_missing, "product", name)
            found[name.lower()] = portfolio.create_product(actor=actor, name=name)
            brought.products.append(name)
    return found


def _teams(actor: Member, ideas: Sequence[Idea], brought: Brought, *, make_missing: bool) -> dict[str, Team]:
    found = {row.name.lower(): row for row in Team.objects.all()}
    for name in dict.fromkeys(idea.team for idea in ideas if idea.team):
        if name.lower() not in found:
            _require(make_missing, "team", name)
            found[name.lower()] = organisation.create_team(actor=actor, name=name)
            brought.teams.append(name)
    return found


def _require(make_missing: bool, kind: str, name: str) -> None:
    if not make_missing:
        raise Refused(f"There is no {kind} called {name}.")


def _features(
    actor: Member,
    ideas: Sequence[Idea],
    products: Mapping[str, Product],
    teams: Mapping[str, Team],
    brought: Brought,
) -> list[Feature]:
    """The feature of each idea, in their order."""
    names = {idea.name.strip().lower() for idea in ideas}
    open_ones = Feature.objects.visible_to(actor).open().select_related("product__owner").order_by("-pk")
    known = {row.name.lower(): row for row in open_ones if row.name.lower() in names}
    rank = Feature.objects.aggregate(last=Max("rank"))["last"] or 0
    now, new = clock.now(), list[Feature]()
    found = []
    for idea in ideas:
        feature = known.get(idea.name.strip().lower())
        if feature is None:
            rank += 1
            feature = Feature(
                name=idea.name.strip(),
                problem=idea.problem.strip(),
                product=products.get(idea.product.lower()),
                team=teams.get(idea.team.lower()),
                state=FeatureState.IDEA,
                rank=rank,
                created_at=now,
            )
            new.append(feature)
        if not policies.may_change_feature(actor, feature):
            raise NotAllowed(f"{idea.place or idea.name}: {policies.why_not(actor, feature)}")
        if "effort" in idea.inputs:
            for name, value in zip(ESTIMATE, _estimate(idea), strict=True):
                setattr(feature, name, value)
        found.append(feature)
    Feature.objects.bulk_update([row for row in known.values() if row in found], ESTIMATE)
    Feature.objects.bulk_create(new)
    brought.made, brought.known = len(new), len(known)
    return found


def _estimate(idea: Idea) -> tuple[Decimal, Decimal, Decimal] | tuple[None, None, None]:
    if "effort" not in idea.inputs:
        return None, None, None
    low, likely, high = (Decimal(f"{weeks:.2f}") for weeks in idea.inputs["effort"])
    return low, likely, high


def _say_all(actor: Member, ideas: Sequence[Idea], features: Sequence[Feature], evidence: str) -> int:
    """Each takes the place of what stood there."""
    standing = {
        (row.feature_id, row.field): row
        for row in Input.objects.select_for_update().filter(round=None, feature__in=features)
    }
    now, new, changed = clock.now(), list[Input](), list[Input]()
    for idea, feature in zip(ideas, features, strict=True):
        for name, (low, likely, high) in idea.inputs.items():
            if name == "effort":
                continue
            row = standing.get((feature.pk, name)) or Input(feature=feature, field=name)
            (new if row.pk is None else changed).append(row)
            row.low, row.likely, row.high, row.live = low, likely, high, ""
            row.evidence, row.said_by, row.said_at = evidence, actor, now
    Input.objects.bulk_create(new)
    said = ("low", "likely", "high", "live", "evidence", "said_by", "said_at")
    Input.objects.bulk_update(changed, said)
    return len(new) + len(changed)
