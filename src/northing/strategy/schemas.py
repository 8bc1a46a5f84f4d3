"""What the API takes and gives about the strategy."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from ninja import Schema
from pydantic import Field, StringConstraints

from northing.strategy.models import Ambition, Level, Objective, progress
from northing.strategy.models.check_in import LONGEST_SENTENCE
from northing.strategy.queries.standing import Standing

Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_SENTENCE)]


class CheckInIn(Schema):
    """A second one on the same day takes the place of the first."""

    confidence: float = Field(ge=0, le=1, description="The probability of reaching the target.")
    sentence: Sentence
    value: Decimal | None = Field(None, description="Without: what the metric says, else what was said last.")


class CheckInOut(Schema):
    id: int
    said_on: date
    value: float
    confidence: float
    chance_then: float | None = Field(description="What the forecast said that day, sealed.")
    sentence: str
    said_by: int | None = Field(validation_alias="said_by_id")


class KeyResultOut(Schema):
    id: int
    code: str
    name: str
    metric: int | None
    unit: str
    baseline: float
    target: float
    by: date
    weight: float
    value: float | None
    score: float
    confidence: float | None
    chance: float | None = Field(description="Of reaching the target, by the metric's forecast.")
    checked_on: date | None
    overdue: int = Field(description="Days since the check-in was due.")

    @classmethod
    def of(cls, standing: Standing) -> Self:
        row, said = standing.key_result, standing.latest
        return cls(
            id=row.pk,
            code=row.code,
            name=row.name,
            metric=row.metric_id,
            unit=row.unit,
            baseline=float(row.baseline),
            target=float(row.target),
            by=row.by,
            weight=float(row.weight),
            score=standing.score,
            confidence=standing.confidence,
            chance=standing.chance,
            overdue=standing.overdue,
            value=None if standing.value is None else float(standing.value),
            checked_on=said.said_on if said else None,
        )


class ObjectiveOut(Schema):
    id: int
    code: str
    name: str
    why: str
    cycle: str
    pillar: str | None
    level: Level
    ambition: Ambition
    owner: int | None
    weight: float
    score: float | None = Field(description="The weighted mean of its key results; null without any.")
    key_results: list[KeyResultOut]

    @classmethod
    def of(cls, row: Objective, standings: Sequence[Standing]) -> Self:
        return cls(
            id=row.pk,
            code=row.code,
            name=row.name,
            why=row.why,
            cycle=row.cycle.name,
            pillar=row.pillar.name if row.pillar else None,
            level=Level(row.level),
            ambition=Ambition(row.ambition),
            owner=row.owner_id,
            weight=float(row.weight),
            score=progress.weighted_mean((each.score, float(each.key_result.weight)) for each in standings),
            key_results=[KeyResultOut.of(each) for each in standings],
        )


class ObjectivePage(Schema):
    """`next` is the cursor of the following page; null on the last one."""

    items: list[ObjectiveOut]
    next: str | None


class CheckInPage(Schema):
    items: list[CheckInOut]
    next: str | None
