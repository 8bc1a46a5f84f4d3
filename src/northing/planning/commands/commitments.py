"""Promising a date, moving it, and closing it with what happened."""

from datetime import date

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.notices import tell_of_move
from northing.planning.commands.outlooks import ask_forecast, stated_chance
from northing.planning.models import Commitment, Feature, FeatureState, Outcome


def commit(*, actor: Member, feature: Feature, due_on: date, made_to: str = "", reason: str = "") -> Commitment:
    """Promise a date, or move the promise: the old row stays, is closed on its own day and counts.

    The first promise of a feature needs no reason; moving one does.
    """
    with recorded(actor=actor, command="planning.commit", reason=reason):
        feature = _locked(actor, feature)
        if not policies.may_commit(actor, feature):
            raise NotAllowed(policies.why_not(actor, feature))
        if feature.is_closed:
            raise Refused(
                due_on=f"{feature.name} is {feature.get_state_display().lower()}: nothing to promise."
            )
        now = clock.now()
        if due_on < now.date():
            raise Refused(due_on=f"{due_on:%-d %B %Y} has passed. Promise a day that is still to come.")
        open_now = feature.commitments.current().select_for_update().first()
        if open_now is not None:
            if open_now.due_on == due_on and open_now.made_to == made_to:
                return open_now
            if not reason.strip():
                raise Refused(reason="Moving a promise needs a reason: whoever relies on it will ask.")
            open_now.replaced_at = now
            open_now.save(update_fields=["replaced_at"])
            tell_of_move(actor, open_now, due_on, reason)
        said = stated_chance(feature, due_on)
        promise = Commitment.objects.create(
            feature=feature,
            due_on=due_on,
            made_at=now,
            made_by=actor,
            made_to=made_to or (open_now.made_to if open_now else ""),
            reason=reason,
            chance_then=said.chance,
            p50_then=said.p50,
            p85_then=said.p85,
        )
        _promise_on_feature(feature, due_on)
        ask_forecast(actor=actor)
    return promise


def withdraw_commitment(*, actor: Member, feature: Feature, reason: str) -> None:
    """Take a promise back without another one."""
    with recorded(actor=actor, command="planning.withdraw_commitment", reason=reason):
        feature = _locked(actor, feature)
        if not policies.may_commit(actor, feature):
            raise NotAllowed(policies.why_not(actor, feature))
        promise = feature.commitments.current().select_for_update().first()
        if promise is None:
            raise Refused("There is no open commitment to withdraw.")
        if not reason.strip():
            raise Refused(reason="Withdrawing a promise needs a reason: whoever relies on it will ask.")
        _close(promise, Outcome.WITHDRAWN, None)
        _promise_on_feature(feature, None)
        ask_forecast(actor=actor)


def close_open_commitments(feature: Feature) -> None:
    """A feature was shipped or dropped: every promise ever made for it gets its outcome."""
    for promise in feature.commitments.filter(outcome="").select_for_update():
        close_commitment(promise, feature)
    _promise_on_feature(feature, None)


def close_commitment(promise: Commitment, feature: Feature) -> None:
    """Held when it was shipped on or before the day named; a dropped feature's promises score nothing."""
    if feature.state == FeatureState.DROPPED:
        _close(promise, Outcome.WITHDRAWN, None)
    elif feature.shipped_on is not None:
        held = feature.shipped_on <= promise.due_on
        _close(promise, Outcome.HELD if held else Outcome.MISSED, feature.shipped_on)


def explain_outcome(*, actor: Member, promise: Commitment, what_happened: str) -> Commitment:
    """One sentence beside a closed promise, for those who learn from it."""
    with recorded(actor=actor, command="planning.explain_outcome"):
        _locked(actor, promise.feature)
        if not policies.may_change_feature(actor, promise.feature):
            raise NotAllowed(policies.why_not(actor, promise.feature))
        promise.what_happened = what_happened.strip()
        promise.save(update_fields=["what_happened"])
    return promise


def _close(promise: Commitment, outcome: Outcome, finished_on: date | None) -> None:
    promise.outcome = outcome
    promise.finished_on = finished_on
    promise.closed_at = clock.now()
    promise.save(update_fields=["outcome", "finished_on", "closed_at"])


def _promise_on_feature(feature: Feature, due_on: date | None) -> None:
    if feature.due_on != due_on:
        feature.due_on = due_on
        feature.save(update_fields=["due_on"])


def _locked(actor: Member, feature: Feature) -> Feature:
    """The feature's row, locked: two people who move the same promise do so one after the other."""
    mine = Feature.objects.visible_to(actor).select_related("product__owner").select_for_update(of=("self",))
    found = mine.filter(pk=feature.pk).first()
    if found is None:
        raise NotVisible
    return found
