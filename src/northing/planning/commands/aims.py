"""Saying which objective a feature or an initiative is for, or why it is for none."""

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Feature, FeatureAim, Initiative, InitiativeAim, KeptRunning
from northing.strategy.models import KeyResult, Objective


def aim(
    *, actor: Member, feature: Feature, objective: Objective, key_result: KeyResult | None = None
) -> FeatureAim:
    """The feature is built for it. What was said to serve none no longer holds."""
    with recorded(actor=actor, command="planning.aim"):
        mine = _mine(actor, feature)
        _require_known(actor, objective, key_result)
        KeptRunning.objects.filter(feature=mine).delete()
        made, _ = FeatureAim.objects.get_or_create(feature=mine, objective=objective, key_result=key_result)
    return made


def stop_aiming(*, actor: Member, link: FeatureAim) -> None:
    with recorded(actor=actor, command="planning.stop_aiming"):
        _mine(actor, link.feature)
        found = FeatureAim.objects.select_for_update().filter(pk=link.pk).first()
        if found is None:
            raise NotVisible
        found.delete()


def aim_initiative(
    *, actor: Member, initiative: Initiative, objective: Objective, key_result: KeyResult | None = None
) -> InitiativeAim:
    with recorded(actor=actor, command="planning.aim_initiative"):
        _require_planner(actor)
        _require_known(actor, objective, key_result)
        made, _ = InitiativeAim.objects.get_or_create(
            initiative=initiative, objective=objective, key_result=key_result
        )
    return made


def stop_aiming_initiative(*, actor: Member, link: InitiativeAim) -> None:
    with recorded(actor=actor, command="planning.stop_aiming_initiative"):
        _require_planner(actor)
        found = InitiativeAim.objects.select_for_update().filter(pk=link.pk).first()
        if found is None:
            raise NotVisible
        found.delete()


def keep_running(*, actor: Member, feature: Feature, reason: str) -> KeptRunning:
    """It serves no objective, and this is why it is built all the same."""
    if not reason.strip():
        raise Refused(reason="Say why it is built all the same.")
    with recorded(actor=actor, command="planning.keep_running", reason=reason):
        mine = _mine(actor, feature)
        kept, _ = KeptRunning.objects.update_or_create(
            feature=mine, defaults={"reason": reason.strip(), "said_at": clock.now(), "said_by": actor}
        )
    return kept


def _mine(actor: Member, feature: Feature) -> Feature:
    seen = Feature.objects.visible_to(actor).select_related("product__owner").filter(pk=feature.pk)
    mine = seen.select_for_update(of=("self",)).first()
    if mine is None:
        raise NotVisible
    if not policies.may_change_feature(actor, mine):
        raise NotAllowed(policies.why_not(actor, mine))
    return mine


def _require_planner(actor: Member) -> None:
    if not policies.may_plan(actor):
        raise NotAllowed("The plan is changed by product managers. Ask a head of product.")


def _require_known(actor: Member, objective: Objective, key_result: KeyResult | None) -> None:
    if not Objective.objects.visible_to(actor).filter(pk=objective.pk).exists():
        raise NotVisible
    if key_result is not None and key_result.objective_id != objective.pk:
        raise Refused("The key result belongs to another objective.")
