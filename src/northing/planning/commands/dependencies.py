"""Linking features; what needs each other in a circle would never start, so that is refused."""

from collections import defaultdict

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.models import Dependency, DependencyKind, Feature


def add_dependency(
    *,
    actor: Member,
    feature: Feature,
    other: Feature,
    kind: str = DependencyKind.NEEDS,
    note: str = "",
    reason: str = "",
) -> Dependency:
    """`feature` needs, relates to or duplicates `other`. A circle of needs is refused with its names."""
    with recorded(actor=actor, command="planning.add_dependency", reason=reason):
        seen = (
            Feature.objects.visible_to(actor).select_related("product__owner").in_bulk([feature.pk, other.pk])
        )
        if len({feature.pk, other.pk} - seen.keys()):
            raise NotVisible
        if not policies.may_change_feature(actor, seen[feature.pk]):
            raise NotAllowed(policies.why_not(actor, seen[feature.pk]))
        if feature.pk == other.pk:
            raise Refused(other="A feature can't depend on itself.")
        if kind == DependencyKind.NEEDS:
            # One writer of needs at a time: two halves of a circle added at once would each look harmless.
            list(Feature.objects.order_by("pk").select_for_update().filter(pk__in=seen).values_list("pk"))
            if circle := _path(start=other.pk, end=feature.pk):
                names = Feature.objects.in_bulk(circle)
                chain = " needs ".join(names[pk].name for pk in [feature.pk, *circle])
                raise Refused(other=f"That would be a circle: {chain}.")
        dependency, made = Dependency.objects.get_or_create(
            feature=feature, other=other, kind=kind, defaults={"note": note}
        )
        if made and kind == DependencyKind.NEEDS:
            ask_forecast(actor=actor)
    return dependency


def remove_dependency(*, actor: Member, dependency: Dependency) -> None:
    with recorded(actor=actor, command="planning.remove_dependency"):
        feature = (
            Feature.objects.visible_to(actor).select_related("product__owner").filter(pk=dependency.feature_id)
        )
        if not (mine := feature.first()):
            raise NotVisible
        if not policies.may_change_feature(actor, mine):
            raise NotAllowed(policies.why_not(actor, mine))
        dependency.delete()
        if dependency.kind == DependencyKind.NEEDS:
            ask_forecast(actor=actor)


def _path(*, start: int, end: int) -> list[int]:
    """The features from `start` to `end` along needs, or none. The whole graph is read: it is small."""
    needs = defaultdict(list)
    for feature, other in Dependency.objects.filter(kind=DependencyKind.NEEDS).values_list("feature", "other"):
        needs[feature].append(other)
    before: dict[int, int | None] = {start: None}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            path: list[int] = []
            step: int | None = here
            while step is not None:
                path.append(step)
                step = before[step]
            return path[::-1]
        for there in needs[here]:
            if there not in before:
                before[there] = here
                waiting.append(there)
    return []
