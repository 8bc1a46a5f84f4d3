"""What each product manager carries, and what attention each product gets of it: read from the plan.

Attention is a sum of rules that people set: stages of products, open bets, who was promised a date, reports.
What a person carries is seen by that person, by whoever they report to, and by the heads; what a product gets
is seen with the product.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from northing.kernel.once import once_a_page
from northing.organisation.models import Discipline, Member, Membership
from northing.people.models import AttentionRules
from northing.planning.models import Commitment, Feature, FeatureState
from northing.portfolio.models import Product, Stage
from northing.portfolio.slots import Attention, Concern

OVERLOADED = 105.0
SHORT = 0.75  # of what a role asks for
FULL = 100.0
OPEN_BETS = (FeatureState.SHAPED, FeatureState.PLANNED)


@dataclass(frozen=True, slots=True)
class Part:
    """So many of a thing, each of which takes so many percent; `product` None for what is about no product."""

    product: Product | None
    thing: str
    count: int
    each: int

    @property
    def percent(self) -> int:
        return self.count * self.each


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody carries, in percent of the time that they have for products (`capacity`, percent)."""

    member: Member
    capacity: float
    parts: tuple[Part, ...]

    @property
    def asked(self) -> int:
        return sum(part.percent for part in self.parts)

    @property
    def percent(self) -> float:
        return self.asked / self.capacity * FULL if self.capacity else 0.0

    @property
    def overloaded(self) -> bool:
        return self.percent > OVERLOADED


@dataclass(slots=True)
class _Found:
    rules: AttentionRules
    parts: dict[int, list[Part]] = field(default_factory=dict)

    def add(self, member: int | None, product: Product | None, thing: str, count: int, each: int) -> None:
        if member is not None and count and each:
            self.parts.setdefault(member, []).append(Part(product, thing, count, each))


def rules() -> AttentionRules:
    """As set, or as they are until somebody sets them."""
    return AttentionRules.objects.filter(pk=1).first() or AttentionRules(pk=1)


def loads(actor: Member) -> list[Load]:
    """Of those whose load the actor may see, the heaviest first."""
    seen = visible_members(actor)
    known = [load for load in _loads(list(Product.objects.select_related("line"))) if load.member.pk in seen]
    shown = set(Product.objects.visible_to(actor).values_list("pk", flat=True))
    return sorted((_told(load, shown) for load in known), key=lambda load: (-load.percent, load.member.name))


def _told(load: Load, shown: set[int]) -> Load:
    """A product that the actor may not know of is counted, but not named."""
    parts = tuple(
        part
        if part.product is None or part.product.pk in shown
        else Part(None, "something restricted", 1, part.percent)
        for part in load.parts
    )
    return Load(load.member, load.capacity, parts)


@once_a_page
def visible_members(actor: Member) -> set[int]:
    """Oneself and everybody below; for heads everybody."""
    people = _people()
    if actor.runs_the_place:
        return set(people)
    below, fresh = {actor.pk}, {actor.pk}
    while fresh:
        fresh = {member.pk for member in people.values() if member.manager_id in fresh} - below
        below |= fresh
    return below


@once_a_page
def _people() -> dict[int, Member]:
    """Everybody who is here, with their names and whom they report to."""
    return Member.objects.filter(is_active=True).order_by().only("name", "manager").in_bulk()


def of_products(actor: Member, products: Iterable[Product]) -> dict[int, Attention]:
    """What each product gets of one product manager, and its owner's load where that may be seen."""
    rows = list(products)
    everybody = _everybodys()
    got: Counter[int] = Counter()
    for load in everybody:
        for part in load.parts:
            if part.product is not None:
                got[part.product.pk] += part.percent
    seen = visible_members(actor)
    percents = {load.member.pk: load.percent for load in everybody if load.member.pk in seen}
    return {row.pk: Attention(float(got[row.pk]), percents.get(row.owner_id or 0)) for row in rows}


def concerns(actor: Member, products: Iterable[Product]) -> dict[int, Concern]:
    """Short of attention, or with an owner who carries too much."""
    rows = list(products)
    found: dict[int, Concern] = {}
    for pk, attention in of_products(actor, rows).items():
        product = next(row for row in rows if row.pk == pk)
        if product.attention_target and attention.got < SHORT * product.attention_target:
            found[pk] = Concern("Short of attention", weight=0.45)
        elif attention.load is not None and attention.load > OVERLOADED:
            found[pk] = Concern("Owner over load", weight=0.42)
    return found


@once_a_page
def _everybodys() -> list[Load]:
    return _loads(list(Product.objects.only("stage", "owner")))


def _loads(products: list[Product]) -> list[Load]:
    found = _Found(rules())
    by_pk = {product.pk: product for product in products}
    for product in products:
        if product.stage != Stage.RETIRED:
            words = f"in {product.get_stage_display().lower()}"
            found.add(product.owner_id, product, words, 1, getattr(found.rules, product.stage))
    _bets(found, by_pk)
    _promises(found, by_pk)
    _reports(found)
    return _with_people(found)


def _bets(found: _Found, products: dict[int, Product]) -> None:
    """Open bets count for who owns them, or for who owns their product."""
    building = Count("pk", filter=Q(state=FeatureState.BUILDING))
    planned = Count("pk", filter=Q(state__in=OPEN_BETS))
    rows = Feature.objects.exclude(product=None).values_list("product", "owner").order_by()
    for pk, owner, being_built, others in rows.annotate(being_built=building, others=planned):
        product = products[pk]
        found.add(owner or product.owner_id, product, "being built", being_built, found.rules.building)
        found.add(owner or product.owner_id, product, "shaped or planned", others, found.rules.open_bet)


def _promises(found: _Found, products: dict[int, Product]) -> None:
    """Who was promised a date: each of them once for a product."""
    standing = Commitment.objects.filter(replaced_at=None, closed_at=None).exclude(feature__product=None)
    rows = standing.values_list("feature__product", "feature__owner").order_by()
    for pk, owner, count in rows.annotate(Count("made_to", distinct=True)):
        found.add(owner or products[pk].owner_id, products[pk], "promised a date", count, found.rules.promise)


def _reports(found: _Found) -> None:
    reports = Counter(row.manager_id for row in _people().values() if row.manager_id in found.parts)
    for member, count in reports.items():
        found.add(member, None, "who report" if count > 1 else "who reports", count, found.rules.report)


def _with_people(found: _Found) -> list[Load]:
    people = _people()
    given = Membership.objects.filter(member__in=list(found.parts), discipline=Discipline.PRODUCT)
    shares = dict(given.order_by().values_list("member").annotate(Sum("share")))
    return [
        Load(people[pk], float(shares.get(pk) or FULL), tuple(parts))
        for pk, parts in found.parts.items()
        if pk in people
    ]
