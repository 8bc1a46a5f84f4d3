"""What was decided when a plan was published, and what is to be looked at again."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Choice, Feature, Key, PlanDecision, Scenario
from northing.planning.queries.known import known
from northing.planning.queries.scenarios.answers import Declined
from northing.planning.queries.scenarios.rows import seen, the_plan

SOON = timedelta(days=7)
OF_A_CHOICE = (
    *("scenario", "reason", "revisit_on", "feature__name", "feature__state"),
    *("opportunity__name", "initiative__name"),
)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A candidate as it was left out, or put off until a quarter."""

    key: Key
    name: str
    reason: str
    until: date | None
    revisit_on: date | None


def decision_of(scenario: Scenario) -> PlanDecision | None:
    return PlanDecision.objects.filter(scenario=scenario).select_related("decided_by").first()


def not_taken(actor: Member, decision: PlanDecision) -> list[NotTaken]:
    """Without what the actor may not know of."""
    rows = [_read(row) for row in decision.not_taken]
    visible = known(actor, [row.key for row in rows])
    return [row for row in rows if row.key in visible]


def declined(decision: PlanDecision) -> dict[Key, Declined]:
    rows = [_read(row) for row in decision.not_taken]
    return {row.key: Declined(row.key, row.until, row.revisit_on) for row in rows}


def left_out(feature: Feature) -> Choice | None:
    """Why a feature is not in the plan, where that was said."""
    plan = the_plan()
    if plan is None or feature.is_closed:
        return None
    row = plan.choices.filter(feature=feature, period=None).select_related("scenario").first()
    return row if row is not None and (row.reason or row.revisit_on) else None


def to_look_at_again(actor: Member) -> list[Choice]:
    """What the plan leaves out and said to look at again, from a week before that day."""
    plan = the_plan()
    if plan is None:
        return []
    due = plan.choices.filter(period=None, revisit_on__lte=clock.today() + SOON)
    rows = due.select_related("feature", "opportunity", "initiative").only(*OF_A_CHOICE)
    return [row for row in seen(actor, list(rows.order_by("revisit_on", "pk"))) if not _is_over(row)]


def _is_over(choice: Choice) -> bool:
    return choice.feature is not None and choice.feature.state not in {"idea", "shaped"}


def _read(row: dict[str, Any]) -> NotTaken:
    def day(name: str) -> date | None:
        return date.fromisoformat(row[name]) if row.get(name) else None

    return NotTaken(Key.read(row["key"]), row["name"], row.get("reason", ""), day("until"), day("revisit_on"))
