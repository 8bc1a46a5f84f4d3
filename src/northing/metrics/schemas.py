"""What the API takes and gives about metrics and their values."""

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import BeforeValidator, Field, FiniteFloat, StringConstraints

from northing.metrics.models import Direction, Grain, OverProducts, OverTime

MOST_AT_ONCE = 100_000
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


def _day(value: object) -> object:
    """The day of a moment, as it is written."""
    if isinstance(value, datetime):
        return value.date()
    return value[:10] if isinstance(value, str) and value[10:11] in ("T", " ") else value


class ObservationIn(Schema):
    """`metric` is its id or its name; `day` a day or a moment of it; longer times go by their first day."""

    metric: int | Name
    day: Annotated[date, BeforeValidator(_day)]
    value: FiniteFloat


class ObservationsIn(Schema):
    """All of them come in, or none. Said twice here, the last one counts."""

    observations: list[ObservationIn] = Field(min_length=1, max_length=MOST_AT_ONCE)
    reason: str = Field("", max_length=300, description="Why values that were known are replaced.")


class ArrivedOut(Schema):
    created: int
    changed: int = Field(description="Known with another value; the old one is kept as a restatement.")
    same: int


class MetricIn(Schema):
    name: Name
    unit: str = Field("", max_length=20)
    product: int | None = None
    description: str = Field("", max_length=5000)
    direction: Direction = Direction.UP
    grain: Grain = Grain.DAY
    over_time: OverTime = OverTime.SUM
    over_products: OverProducts = Field(
        OverProducts.NONE,
        description="How it follows from those of its name that products have; it has no product itself.",
    )
    decimals: int = Field(0, ge=0, le=6)


class MetricOut(Schema):
    id: int
    name: str
    unit: str
    product: int | None = Field(validation_alias="product_id")
    description: str
    direction: Direction
    grain: Grain
    over_time: OverTime
    over_products: OverProducts
    decimals: int


class ObservationOut(Schema):
    day: date
    value: float


class MetricPage(Schema):
    """`next` is the cursor of the following page; null on the last one."""

    items: list[MetricOut]
    next: str | None


class ObservationPage(Schema):
    """Oldest first."""

    items: list[ObservationOut]
    next: str | None
