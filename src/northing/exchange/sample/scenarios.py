"""The plan that Tarnbrook published a fortnight ago, and the two ways in which it could go on from here."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from northing.exchange.sample.moments import act
from northing.organisation.models import Member, Team
from northing.planning import commands
from northing.planning.models import Feature, Key, Scenario

PUBLISHED, MADE = timedelta(days=15), timedelta(days=2)
WHY_PLAN = (
    "France and pay-by-bank first: both are promised, and together they are what a third of our large customers ask"
    " for. Everything that only saves us work waits."
)
LEFT_OUT = (
    # feature, why, days until it is looked at again
    ("Webhooks v2", "Two partners ask, both can wait. Comes in when a third one signs.", 5),
    ("Bulk edit for invoices", "Saves minutes, not customers. Comes in at half of its estimate.", 40),
    (
        "Italy: reform of the receipt file",
        "The law takes effect late next year. Nothing is lost by waiting.",
        75,
    ),
)
SMALLER = 0.66
LATER = timedelta(days=92)
SURE = 0.8
"""The chance with which a best plan has to fit: one that a head of product would publish."""
LOOKED_FOR = 5.0
"""Seconds that a best plan and its reasons may take."""


def weigh_scenarios(
    *, now: datetime, head: Member, people: Mapping[str, Member], teams: Mapping[str, Team]
) -> None:
    """The plan is published; then a scenario with a smaller scope, and one that lends a person and waits. The best
    plan is worked out for the next quarters, and for what is still a draft."""
    _publish_plan(now - PUBLISHED, head)
    _without_credit_notes(now - MADE, people["Mei-Lin Zhao"], people["Priya Raman"])
    draft = _lend_and_wait(now - MADE, people["Jonas Lindqvist"], people["Aisha Khan"], teams["Compliance"])
    act(now, commands.work_out_scenarios)
    for scenario in (draft, None):
        act(now, commands.select_now, scenario=scenario, seconds=LOOKED_FOR, sure=SURE)


def _publish_plan(moment: datetime, head: Member) -> None:
    plan = act(moment, commands.new_scenario, actor=head, name="The next two quarters")
    _choose(moment, head, plan, "France: credit notes", 0)
    for name, reason, days in LEFT_OUT:
        again = (moment + PUBLISHED + timedelta(days=days)).date()
        _choose(moment, head, plan, name, None, reason=reason, revisit_on=again)
    act(moment, commands.publish, actor=head, scenario=plan, reason=WHY_PLAN)


def _without_credit_notes(moment: datetime, maker: Member, critic: Member) -> None:
    """A: two message types less, and corrected invoices come later."""
    made = act(
        moment,
        commands.new_scenario,
        actor=maker,
        name="France without credit notes",
        description="Smaller scope, same date",
    )
    _choose(moment, maker, made, "France: credit notes", 1, reason="The law asks for invoices first.")
    act(
        moment,
        commands.set_date,
        actor=maker,
        scenario=made,
        feature=_named("France: approved platform"),
        effort_times=SMALLER,
        reason="Without the two message types of specification 3.1",
    )
    act(moment, commands.propose, actor=maker, scenario=made)
    act(
        moment + timedelta(hours=5),
        commands.comment,
        actor=critic,
        scenario=made,
        text="Nobody of the nine who asked for credit notes renews before the summer. I would do it.",
    )


def _lend_and_wait(moment: datetime, maker: Member, lent: Member, to_team: Team) -> Scenario:
    """B: an engineer goes over for two months, and the terminal is promised for later."""
    made = act(
        moment,
        commands.new_scenario,
        actor=maker,
        name="Lend and wait",
        description="Move a person, delay Terminal",
    )
    _choose(moment, maker, made, "Terminal offline mode", 1)
    terminal = _named("Terminal offline mode")
    if terminal.due_on is not None:
        act(
            moment,
            commands.set_date,
            actor=maker,
            scenario=made,
            feature=terminal,
            due_on=terminal.due_on + LATER,
            reason="One engineer less until then",
        )
    act(
        moment,
        commands.lend_in_scenario,
        actor=maker,
        scenario=made,
        member=lent,
        to_team=to_team,
        starts_on=(moment + timedelta(days=5)).date(),
        ends_on=(moment + timedelta(days=66)).date(),
    )
    return made


def _choose(
    moment: datetime,
    actor: Member,
    scenario: Scenario,
    name: str,
    period: int | None,
    reason: str = "",
    revisit_on: date | None = None,
) -> None:
    act(
        moment,
        commands.choose,
        actor=actor,
        scenario=scenario,
        candidate=Key("feature", _named(name).pk),
        period=None if period is None else min(period, scenario.periods - 1),
        reason=reason,
        revisit_on=revisit_on,
    )


def _named(name: str) -> Feature:
    return Feature.objects.get(name=name)
