"""Who hears of a new plan, and what changed for them."""

from collections import defaultdict

from django.urls import reverse

from northing.organisation.commands import notify
from northing.organisation.models import Member
from northing.planning.models import Commitment, Feature, PlanDecision, Scenario

NAMED = 3


def tell_of_plan(actor: Member, scenario: Scenario, decision: PlanDecision, told: dict[int, str]) -> None:
    """Owners, leads and those who promised hear what changed for theirs, in one notice each."""
    features = Feature.objects.filter(pk__in=told).select_related("owner", "product__owner", "team__lead")
    promises = Commitment.objects.filter(feature__in=told, replaced_at=None).select_related("made_by")
    promised = {row.feature_id: row.made_by for row in promises}
    lines: defaultdict[Member, list[str]] = defaultdict(list)
    for feature in features.order_by("rank", "pk"):
        product, team = feature.product, feature.team
        concerned = {
            feature.owner,
            product.owner if product else None,
            team.lead if team else None,
            promised.get(feature.pk),
        }
        knows = {product.owner} if product else set()
        hidden = product is not None and product.restricted
        for member in concerned - {None, actor}:
            if member is not None and (not hidden or member.runs_the_place or member in knows):
                lines[member].append(f"{feature.name}: {told[feature.pk]}")
    for member, said in lines.items():
        more = f", and {len(said) - NAMED} more" if len(said) > NAMED else ""
        notify(
            [member],
            cause=f"planning.plan:{decision.pk}",
            text=f"{actor.name} published {scenario.name}. {'. '.join(said[:NAMED])}{more}",
            url=reverse("planning:scenario", args=[scenario.pk]),
        )
