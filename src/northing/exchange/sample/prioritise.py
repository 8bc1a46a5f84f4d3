"""What Tarnbrook weighs its candidates by, and what its people said of each."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from northing.exchange.sample.candidates import CANDIDATES, DRIVERS, Weighed
from northing.exchange.sample.moments import act
from northing.insight.models import Opportunity
from northing.organisation.models import Member
from northing.planning import commands
from northing.planning.commands import scoring
from northing.planning.models import Feature, Initiative, Key, Method

THOUSAND = 1000


def weigh(*, now: datetime, head: Member, people: Mapping[str, Member]) -> None:
    """Three ways to score over the same candidates: RICE, two drivers, and what waiting costs."""
    drivers = act(now - timedelta(days=60), _score_models, head=head)
    keys = _keys()
    for one in CANDIDATES:
        key, moment = keys[one.kind, one.name], now - timedelta(days=one.ago)
        if one.kind != "feature":
            act(moment, commands.consider, actor=head, key=key)
        act(moment, commands.say_inputs, actor=people[one.by], sayings=_sayings(one, key, drivers))


def _score_models(*, head: Member) -> tuple[str, ...]:
    """The fields in which the drivers' grades stand."""
    scoring.create_score_model(actor=head, name="RICE", method=Method.RICE, reach_of="accounts")
    fit = scoring.create_score_model(actor=head, name="Fit and ease", method=Method.WEIGHTED)
    scoring.create_score_model(actor=head, name="Cost of delay", method=Method.CD3)
    return tuple(
        scoring.add_driver(actor=head, score_model=fit, name=name, weight=weight).field
        for name, weight in DRIVERS
    )


def _keys() -> dict[tuple[str, str], Key]:
    found = {
        ("feature", name): Key("feature", pk) for pk, name in Feature.objects.open().values_list("pk", "name")
    }
    problems = Opportunity.objects.all().open().values_list("pk", "name")
    found |= {("opportunity", name): Key("opportunity", pk) for pk, name in problems}
    return found | {
        ("initiative", name): Key("initiative", pk) for pk, name in Initiative.objects.values_list("pk", "name")
    }


def _sayings(one: Weighed, key: Key, drivers: tuple[str, ...]) -> list[commands.Saying]:
    sure = one.confidence / 100
    weeks = one.effort or _estimate(key)
    low, likely, high = one.delay
    said = {
        "reach": one.reach,
        "impact": one.impact,
        "confidence": (sure, sure, sure),
        "cost_of_delay": (low * THOUSAND, likely * THOUSAND, high * THOUSAND),
        **dict(zip(drivers, (one.fit, one.ease), strict=True)),
    }
    if one.effort is not None:
        said["effort"] = one.effort
    if weeks is not None:
        said["duration"] = weeks
    return [
        commands.Saying(key, field, numbers, evidence=one.evidence if field == "reach" else "")
        for field, numbers in said.items()
    ]


def _estimate(key: Key) -> tuple[float, float, float] | None:
    """One person at a time builds it: the weeks of work are the weeks that pass."""
    found = Feature.objects.filter(pk=key.pk, estimate_likely__isnull=False)
    numbers = found.values_list("estimate_low", "estimate_likely", "estimate_high").first()
    if numbers is None:
        return None
    low, likely, high = (float(number or 0) for number in numbers)
    return low, likely, high
