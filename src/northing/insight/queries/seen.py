"""What was seen in the market about customer problems, and the other way round."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from northing.insight.models import Opportunity, OpportunitySignal
from northing.organisation.models import Member
from northing.portfolio.models import Signal
from northing.portfolio.queries.market import signals
from northing.portfolio.slots import About

OFFERED = 30


def seen_about(actor: Member, opportunity: int) -> Sequence[Signal]:
    """The latest first."""
    links = OpportunitySignal.objects.filter(opportunity=opportunity).values("signal")
    return list(signals(actor).filter(pk__in=links))


def offered(actor: Member, opportunity: int) -> list[Signal]:
    """What is linked, then the latest of what is not."""
    linked = seen_about(actor, opportunity)
    others = signals(actor).exclude(pk__in=[signal.pk for signal in linked])
    return [*linked, *others[:OFFERED]]


def problems_of(actor: Member, seen: Iterable[Signal]) -> dict[int, list[About]]:
    """By signal, the opportunities that it is about and the actor may know of."""
    visible = Opportunity.objects.visible_to(actor).standing()
    links = OpportunitySignal.objects.filter(signal__in=[row.pk for row in seen], opportunity__in=visible)
    found: dict[int, list[About]] = {}
    for signal, pk, name in links.order_by("opportunity__name").values_list(
        "signal", "opportunity", "opportunity__name"
    ):
        found.setdefault(signal, []).append(About(name, reverse("insight:opportunity", args=[pk])))
    return found
