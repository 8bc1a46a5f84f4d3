"""What every change of a scenario begins with."""

from northing.insight.models import Opportunity
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Feature, Initiative, Key, Scenario


def held(actor: Member, scenario: Scenario) -> Scenario:
    """The scenario, locked, for somebody who may change it, as long as it is open."""
    found = locked(scenario)
    if not policies.may_change_scenario(actor, found):
        raise NotAllowed(
            "A scenario is changed by whoever made it and by heads of product. Copy it to try another."
        )
    if not found.is_open:
        raise Refused(f"{found.name} is {found.get_state_display().lower()}. Copy it to change something.")
    return found


def locked(scenario: Scenario) -> Scenario:
    found = Scenario.objects.select_for_update(of=("self",)).filter(pk=scenario.pk).first()
    if found is None:
        raise NotVisible
    return found


def may_plan(actor: Member) -> None:
    if not policies.may_plan(actor):
        raise NotAllowed("Scenarios are made by product managers. Comment on one, or ask a head of product.")


def seen_feature(actor: Member, pk: int) -> Feature:
    found = Feature.objects.visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def about(actor: Member, key: Key) -> dict[str, int]:
    """The column that a candidate stands in, and its row: what the actor may know of."""
    if key.kind == "feature":
        return {"feature_id": seen_feature(actor, key.pk).pk}
    if not _exists(actor, key):
        raise NotVisible
    return {f"{key.kind}_id": key.pk}


def _exists(actor: Member, key: Key) -> bool:
    if key.kind == "opportunity":
        return Opportunity.objects.visible_to(actor).filter(pk=key.pk).exists()
    return Initiative.objects.filter(pk=key.pk).exists()
