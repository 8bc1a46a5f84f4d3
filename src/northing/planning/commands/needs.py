"""Saying which disciplines a feature needs, and how many person-weeks of each."""

from collections.abc import Mapping
from decimal import Decimal

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Discipline, Member
from northing.planning import policies
from northing.planning.models import Feature, FeatureNeed

Weeks = tuple[Decimal, Decimal, Decimal]


def say_needs(*, actor: Member, feature: Feature, needs: Mapping[str, Weeks | None]) -> list[FeatureNeed]:
    """Person-weeks by discipline: low, likely, high; None takes one back, what is not named stays.

    They are a part of the estimate, so together they take no more than it does when it goes badly. Answers all
    that the feature needs now.
    """
    with recorded(actor=actor, command="planning.say_needs"):
        seen = Feature.objects.visible_to(actor).select_related("product__owner").filter(pk=feature.pk)
        mine = seen.select_for_update(of=("self",)).first()
        if mine is None:
            raise NotVisible
        if not policies.may_change_feature(actor, mine):
            raise NotAllowed(policies.why_not(actor, mine))
        _check_each(needs)
        for discipline, weeks in needs.items():
            _say(mine, discipline, weeks)
        found = list(mine.discipline_needs.order_by("pk"))
        _check_together(mine, found)
    return found


def _say(feature: Feature, discipline: str, weeks: Weeks | None) -> None:
    said = feature.discipline_needs.filter(discipline=discipline)
    if weeks is None:
        said.delete()
        return
    low, likely, high = weeks
    now = {"low": low, "likely": likely, "high": high}
    if not said.filter(**now).exists():
        feature.discipline_needs.update_or_create(discipline=discipline, defaults=now)


def _check_each(needs: Mapping[str, Weeks | None]) -> None:
    for discipline, weeks in needs.items():
        if discipline not in Discipline.values:
            raise Refused(**{discipline: f"Disciplines are {', '.join(Discipline.values)}."})
        if weeks is not None and not 0 < weeks[0] <= weeks[1] <= weeks[2]:
            raise Refused(**{discipline: "Low, likely and high are in order, above 0."})


def _check_together(feature: Feature, found: list[FeatureNeed]) -> None:
    least, most = sum((need.low for need in found), Decimal(0)), feature.estimate_high
    if most is not None and least > most:
        raise Refused(
            f"Together that is at least {least.normalize():f} weeks, and the whole feature is estimated at"
            f" {most.normalize():f} at most. Estimate the feature anew, or lower what it needs."
        )
