"""Saying which feature would serve which customer problem."""

from northing.insight.models import Opportunity
from northing.kernel.errors import NotAllowed, NotVisible
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Feature, FeatureOpportunity


def serve(*, actor: Member, feature: Feature, opportunity: Opportunity, note: str = "") -> FeatureOpportunity:
    """`feature` would serve `opportunity`; said again, only the note changes."""
    with recorded(actor=actor, command="planning.serve"):
        mine = _may_link(actor, feature, opportunity)
        link, made = FeatureOpportunity.objects.get_or_create(
            feature=mine, opportunity=opportunity, defaults={"note": note}
        )
        if not made and note and link.note != note:
            link.note = note
            link.save(update_fields=["note"])
    return link


def stop_serving(*, actor: Member, link: FeatureOpportunity) -> None:
    with recorded(actor=actor, command="planning.stop_serving"):
        _may_link(actor, link.feature, link.opportunity)
        found = FeatureOpportunity.objects.select_for_update().filter(pk=link.pk).first()
        if found is None:
            raise NotVisible
        found.delete()


def _may_link(actor: Member, feature: Feature, opportunity: Opportunity) -> Feature:
    """Both must be seen, and the feature be one that the actor may change."""
    seen = Feature.objects.visible_to(actor).select_related("product__owner").filter(pk=feature.pk)
    mine = seen.select_for_update(of=("self",)).first()
    known = Opportunity.objects.visible_to(actor).standing().filter(pk=opportunity.pk).exists()
    if mine is None or not known:
        raise NotVisible
    if not policies.may_change_feature(actor, mine):
        raise NotAllowed(policies.why_not(actor, mine))
    return mine
