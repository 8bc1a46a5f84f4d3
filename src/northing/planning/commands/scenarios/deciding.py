"""Proposing a scenario, talking about it, approving it or sending it back."""

from collections.abc import Iterable

from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.commands import notify
from northing.organisation.history import recorded
from northing.organisation.models import Member, Role
from northing.planning import policies
from northing.planning.commands.scenarios.rows import held, locked
from northing.planning.models import Scenario, ScenarioComment, ScenarioState, Verdict

LONGEST_COMMENT = 10_000


def propose(*, actor: Member, scenario: Scenario) -> Scenario:
    """Ask for comments, and for a verdict of those who may approve."""
    with recorded(actor=actor, command="planning.propose_scenario"):
        found = held(actor, scenario)
        if found.state != ScenarioState.DRAFT:
            raise Refused(f"{found.name} is {found.get_state_display().lower()} already.")
        found.state = ScenarioState.PROPOSED
        found.save(update_fields=["state"])
        asked = Member.objects.filter(is_active=True).exclude(role=Role.VIEWER).exclude(pk=actor.pk)
        _tell(asked, found, f"{actor.name} asks what you think of the scenario {found.name}")
    return found


def comment(*, actor: Member, scenario: Scenario, text: str) -> ScenarioComment:
    with recorded(actor=actor, command="planning.comment_on_scenario"):
        if not policies.may_comment(actor):
            raise NotAllowed("Viewers read. Ask an owner or head for another role.")
        found = locked(scenario)
        if not text.strip():
            raise Refused(text="Write what you think first.")
        if len(text) > LONGEST_COMMENT:
            raise Refused(text=f"At most {LONGEST_COMMENT:,} characters; this has {len(text):,}.")
        said = ScenarioComment.objects.create(
            scenario=found, said_by=actor, said_at=clock.now(), text=text.strip()
        )
        _tell([found.made_by] if found.made_by != actor else [], found, f"{actor.name} on {found.name}: {text}")
    return said


def approve(*, actor: Member, scenario: Scenario, reason: str = "") -> Verdict:
    """It may be published now, also by whoever made it."""
    with recorded(actor=actor, command="planning.approve_scenario", reason=reason):
        return _say(actor, scenario, approves=True, reason=reason)


def send_back(*, actor: Member, scenario: Scenario, reason: str) -> Verdict:
    """A draft again, with what is missing."""
    with recorded(actor=actor, command="planning.send_back_scenario", reason=reason):
        if not reason.strip():
            raise Refused(reason="Say what is missing: whoever made it goes on from there.")
        return _say(actor, scenario, approves=False, reason=reason)


def _say(actor: Member, scenario: Scenario, *, approves: bool, reason: str) -> Verdict:
    if not policies.may_approve(actor):
        raise NotAllowed("Scenarios are approved by heads of product.")
    found = locked(scenario)
    if found.state not in {ScenarioState.PROPOSED, ScenarioState.APPROVED}:
        raise Refused(f"{found.name} is {found.get_state_display().lower()}: it has to be proposed first.")
    said = Verdict.objects.create(
        scenario=found, said_by=actor, said_at=clock.now(), approves=approves, reason=reason.strip()
    )
    found.state = ScenarioState.APPROVED if approves else ScenarioState.DRAFT
    found.reason = "" if approves else reason.strip()
    found.save(update_fields=["state", "reason"])
    how = "approved" if approves else "sent back"
    why = f": {reason.strip()}" if reason.strip() else ""
    _tell([found.made_by] if found.made_by != actor else [], found, f"{actor.name} {how} {found.name}{why}")
    return said


def _tell(members: Iterable[Member | None], scenario: Scenario, text: str) -> None:
    notify(
        members,
        cause=f"planning.scenario:{scenario.pk}",
        text=text,
        url=reverse("planning:scenario", args=[scenario.pk]),
    )
