"""What programs send and get of plans."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import StringConstraints

from northing.planning.models import FeatureState

State = FeatureState
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Weeks = Annotated[Decimal, Field(gt=0, max_digits=7, decimal_places=2)]


class FeatureOut(Schema):
    """`estimate`: low, likely and high person-weeks. `p50`, `p85`, the commitment's `chance`: as forecast."""

    id: int
    name: str
    public_name: str
    problem: str
    state: FeatureState
    product: int | None = Field(validation_alias="product_id")
    team: int | None = Field(validation_alias="team_id")
    initiative: int | None = Field(validation_alias="initiative_id")
    release: int | None = Field(validation_alias="release_id")
    owner: int | None = Field(validation_alias="owner_id")
    estimate: tuple[float, float, float] | None
    items_total: int
    items_done: int
    not_before: date | None
    due_on: date | None
    p50: date | None
    p85: date | None
    chance: float | None
    started_on: date | None
    shipped_on: date | None
    tracker_key: str
    tracker_url: str
    custom: dict[str, Any] = Field(description="Values of the organisation's own fields, by slug.")

    @staticmethod
    def resolve_estimate(row: Any) -> tuple[float, float, float] | None:
        if not row.has_estimate:
            return None
        return float(row.estimate_low), float(row.estimate_likely), float(row.estimate_high)

    @staticmethod
    def resolve_p50(row: Any) -> date | None:
        return getattr(getattr(row, "outlook", None), "p50", None)

    @staticmethod
    def resolve_p85(row: Any) -> date | None:
        return getattr(getattr(row, "outlook", None), "p85", None)

    @staticmethod
    def resolve_chance(row: Any) -> float | None:
        return getattr(getattr(row, "outlook", None), "chance", None)


class FeaturePage(Schema):
    """`next` is the cursor of the following page; null on the last one."""

    items: list[FeatureOut]
    next: str | None


class FeaturePatch(Schema):
    """Only what is named changes; of `custom` as well, by the fields' slugs, null to take a value away."""

    name: Name | None = None
    public_name: str | None = Field(None, max_length=300)
    problem: str | None = Field(None, max_length=10_000)
    state: FeatureState | None = None
    product: int | None = None
    team: int | None = None
    initiative: int | None = None
    release: int | None = None
    owner: int | None = None
    estimate: tuple[Weeks, Weeks, Weeks] | None = None
    not_before: date | None = None
    custom: dict[str, Any] | None = None
    reason: str = Field("", max_length=2000)

    def changes(self) -> dict[str, Any]:
        """As the command takes them: null for a text is "", and for what a feature always has, nothing."""
        said = self.model_dump(exclude_unset=True)
        if "estimate" in said:
            three = said.pop("estimate") or (None, None, None)
            said |= dict(zip(("estimate_low", "estimate_likely", "estimate_high"), three, strict=True))
        said |= {name: "" for name in ("public_name", "problem") if said.get(name, "") is None}
        kept = ("name", "state", "custom")
        return {name: value for name, value in said.items() if not (name in kept and value is None)}


class PlanIn(Schema):
    """Which scenario's limits and quarters; none: the next two quarters."""

    scenario: int | None = None
    seconds: float = Field(30.0, ge=1, le=600)
    sure: float | None = Field(None, gt=0.5, lt=1, description="The chance with which it has to fit.")


class NamedOut(Schema):
    id: int
    name: str


class PlanLineOut(Schema):
    """One candidate: f12, o3 or i4. `robust`: in what share of best plans under other estimates it is."""

    candidate: str
    name: str
    team: str
    quarter: str | None
    value: float | None
    effort: list[float] | None
    pin: str
    reason: str
    robust: float | None
    call: str | None


class OtherPlanOut(Schema):
    less: float
    joins: list[str]
    leaves: list[str]


class FitOut(Schema):
    """The chance, by the forecast, that all taken until the end of the quarter is done by then."""

    quarter: str
    features: int
    chance: float


class PlanOut(Schema):
    """A plan that is or was worked out. No plan is worth more than `bound`. `fits`: where it
    fits least."""

    id: int
    scenario: NamedOut | None
    state: str
    problem: str
    asked_at: str
    score_model: str
    quarters: list[str]
    value: float | None
    bound: float | None
    gap: float | None
    greedy: float | None
    fits: float | None
    fits_by_quarter: list[FitOut]
    draws: int
    plan: list[PlanLineOut]
    out: list[PlanLineOut]
    contradiction: list[str]
    next_best: list[OtherPlanOut]


class ScenarioOut(Schema):
    """What would be done when over some quarters. `sure`: the chance with which it has to fit."""

    id: int
    name: str
    description: str
    state: str
    starts_on: date
    periods: int
    sure: float | None
    based_on: int | None = Field(validation_alias="based_on_id")
    made_by: int | None = Field(validation_alias="made_by_id")
    made_at: datetime
    published_at: datetime | None
    reason: str


class ScenarioPage(Schema):
    """`next` is the cursor of the following page; null on the last one."""

    items: list[ScenarioOut]
    next: str | None


class ChoiceOut(Schema):
    """One candidate: f12, o3 or i4. `quarter`: null is out. `pin`: in or out by hand."""

    candidate: str
    name: str
    quarter: str | None
    pin: str
    reason: str
    revisit_on: date | None


class ScenarioWholeOut(Schema):
    """`fits`: empty until it was worked out."""

    scenario: ScenarioOut
    choices: list[ChoiceOut]
    fits: list[FitOut]


class PublishIn(Schema):
    """`answer`: prepare an answer to everybody who asked for what is out or comes later."""

    reason: str = Field(min_length=1, max_length=5000)
    answer: bool = False


class DecisionOut(Schema):
    number: int
    decided_at: datetime
    reason: str
    scenario: int = Field(validation_alias="scenario_id")
