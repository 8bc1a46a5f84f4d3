"""What people said alone, side by side: how far apart they are and who should speak first."""

from collections.abc import Mapping
from dataclasses import dataclass

from northing.planning.queries.prioritise.fields import Field
from northing.planning.queries.rounds import Part, Range, Round
from northing_engine.scoring import Spread, disagreement


@dataclass(frozen=True, slots=True)
class Said:
    """One person's range of one field, as it is written; `speaks`: 1 for who is to speak first, 2 for the other
    end, 0 for everybody else. `places`: low, likely and high in percent of what anybody said."""

    name: str
    low: str
    likely: str
    high: str
    is_point: bool
    speaks: int
    places: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of one candidate. `pooled`: the middle of what was said, to begin with when it is settled."""

    field: Field
    said: tuple[Said, ...]
    is_wide: bool
    pooled: tuple[str, str, str]


def compared(found: Round, part: Part) -> list[Compared]:
    """The fields of which anybody said something, those that are furthest apart first."""
    names = found.names
    rows = [
        (ratio, one)
        for field in found.fields
        if part.said[field.key]
        for ratio, one in [_compared(field, part.said[field.key], names)]
    ]
    return [one for _, one in sorted(rows, key=lambda row: -row[0])]


def _compared(field: Field, said: Mapping[int, Range], names: Mapping[int, str]) -> tuple[float, Compared]:
    apart = disagreement({who: Spread(*numbers) for who, numbers in said.items()})
    low, high = min(low for low, _, _ in said.values()), max(high for _, _, high in said.values())
    rows = [
        Said(
            name=names.get(who, "Somebody who left"),
            low=field.write(numbers[0]),
            likely=field.write(numbers[1]),
            high=field.write(numbers[2]),
            is_point=numbers[0] == numbers[2],
            speaks=apart.first_to_speak.index(who) + 1 if who in apart.first_to_speak and apart.wide else 0,
            places=_places(numbers, low, high),
        )
        for who, numbers in sorted(said.items(), key=lambda each: -each[1][1])
    ]
    pooled = (apart.pooled.low, apart.pooled.likely, apart.pooled.high)
    low_text, likely_text, high_text = (field.typed(value) for value in pooled)
    return apart.ratio, Compared(field, tuple(rows), apart.wide, (low_text, likely_text, high_text))


def _places(numbers: Range, low: float, high: float) -> tuple[float, float, float]:
    whole = high - low
    at = [round(100 * (number - low) / whole, 1) if whole else 50.0 for number in numbers]
    return at[0], at[1], at[2]
