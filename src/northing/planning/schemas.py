"""What programs send and get of plans."""

from ninja import Field, Schema


class PlanIn(Schema):
    """Which scenario's limits and quarters; none: the next two quarters."""

    scenario: int | None = None
    seconds: float = Field(30.0, ge=1, le=600)


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
