"""The scenarios there are, and one of them with everything that was said in it."""

from northing.insight.models import OpportunityState
from northing.kernel.errors import NotVisible, Refused
from northing.kernel.once import once_a_page
from northing.organisation.models import Member
from northing.planning.models import Choice, Key, PlanDecision, Scenario, ScenarioState
from northing.planning.queries.known import known

BEFORE_PLANNED = (OpportunityState.EXPLORING, OpportunityState.CANDIDATE)


@once_a_page
def the_plan() -> Scenario | None:
    """The published one."""
    return Scenario.objects.filter(state=ScenarioState.PUBLISHED).select_related("made_by").first()


def scenario(pk: int) -> Scenario:
    found = Scenario.objects.filter(pk=pk).select_related("made_by", "based_on", "score_model").first()
    if found is None:
        raise NotVisible
    return found


def open_scenarios() -> list[Scenario]:
    """In the order in which they were made: the first one is A."""
    rows = Scenario.objects.filter(state__in=Scenario.OPEN).select_related("made_by")
    return list(rows.order_by("made_at", "pk"))


def key_of(text: str) -> Key:
    """f12, o3 or i4; what is none is nowhere."""
    try:
        return Key.read(text)
    except Refused as error:
        raise NotVisible from error


def chosen(scenario: Scenario) -> dict[Key, Choice]:
    return {choice.key: choice for choice in scenario.choices.all()}


@once_a_page
def feature_choices(scenario: Scenario | None) -> dict[int, Choice]:
    """Only those about features, by feature."""
    if scenario is None:
        return {}
    return {row.feature_id: row for row in scenario.choices.exclude(feature=None) if row.feature_id is not None}


def seen(actor: Member, rows: list[Choice]) -> list[Choice]:
    """Without those about candidates that the actor may not know of."""
    visible = known(actor, [row.key for row in rows])
    return [row for row in rows if row.key in visible]


def problems_to_plan(scenario: Scenario) -> list[Choice]:
    """Problems that are in it and not planned yet: they become planned with it."""
    chosen = scenario.choices.filter(period__isnull=False, opportunity__state__in=BEFORE_PLANNED)
    return list(chosen.select_related("opportunity").order_by("opportunity"))


def next_number() -> int:
    """Of the decision to come."""
    last = PlanDecision.objects.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
