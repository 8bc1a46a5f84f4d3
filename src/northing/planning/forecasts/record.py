"""How well did what we said hold? Our own record, scored by the engine. Nothing is read or written here.

Two regions of luck are in use. A drawn box is where 8 of 10 honest forecasters would land; a verdict in words
("too sure", "too narrow") asks for more, the region that an honest one leaves once in twenty times.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from northing_engine import calibration as engine

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ENOUGH = 20  # promises before a record says anything sure
LEAST = 5  # promises that a level needs of its own
DRAWN, VERDICT = 0.8, 0.95
CLEARLY = 1.645  # standard errors: a difference that luck makes once in twenty times
Z80, Z50 = 1.281552, 0.674490


@dataclass(frozen=True, slots=True)
class Level:
    """Promises said to be about `said` sure: `held` of `of`. `believe` is what the record makes of it."""

    said: float
    held: int
    of: int
    drawn: engine.Band
    verdict: engine.Band
    believe: float

    @property
    def too_sure(self) -> bool:
        return self.held < self.verdict.low

    @property
    def too_careful(self) -> bool:
        return self.held > self.verdict.high


def levels(chances: Floats, held: Flags) -> tuple[Level, ...]:
    """By tens of per cent; a level with fewer than five promises joins the one above it."""
    tens = np.floor(chances * 10 + 0.5 + 1e-9).astype(int)
    return tuple(_level(chances[among], held[among]) for among in _groups(tens))


def _groups(tens: NDArray[np.int_]) -> Iterator[Flags]:
    waiting: list[int] = []
    groups: list[list[int]] = []
    for ten in np.unique(tens):
        waiting.append(int(ten))
        if np.isin(tens, waiting).sum() >= LEAST:
            groups.append(waiting)
            waiting = []
    if waiting and groups:
        groups[-1].extend(waiting)
    elif waiting:
        groups.append(waiting)
    for group in groups:
        yield np.isin(tens, group)


def _level(chances: Floats, held: Flags) -> Level:
    mean, near = float(chances.mean()), round(float(chances.mean()), 1)
    of, count = int(chances.size), int(held.sum())
    stated = min(max(mean, 0.005), 0.995)
    drawn, verdict = engine.luck_bands(chances, (DRAWN, VERDICT))
    return Level(
        said=near if 0 < near < 1 and bool(np.all(np.abs(chances - near) <= 0.05 + 1e-9)) else mean,
        held=count,
        of=of,
        drawn=drawn,
        verdict=verdict,
        believe=engine.shrink_confidence(stated, count, of).rate,
    )


@dataclass(frozen=True, slots=True)
class GroupRate:
    """How often one group's promises hold: the range of the true rate, and what honest luck would show."""

    key: int
    held: int
    of: int
    said: float
    range80: tuple[float, float]
    range50: tuple[float, float]
    verdict: engine.Band

    @property
    def outside(self) -> bool:
        return self.held not in self.verdict


def rates(keys: NDArray[np.int64], chances: Floats, held: Flags) -> tuple[GroupRate, ...]:
    found = []
    for key in np.unique(keys):
        among = keys == key
        count, of = int(held[among].sum()), int(among.sum())
        found.append(
            GroupRate(
                key=int(key),
                held=count,
                of=of,
                said=float(chances[among].mean()),
                range80=engine.wilson(count, of, Z80),
                range50=engine.wilson(count, of, Z50),
                verdict=engine.luck_band(chances[among], VERDICT),
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Whole:
    """All promises together: `held` of `of` where `expected` were to hold; luck alone gives `luck`."""

    held: int
    of: int
    expected: float
    luck: engine.Band


def whole(chances: Floats, held: Flags) -> Whole:
    luck = engine.luck_band(chances, VERDICT)
    return Whole(int(held.sum()), int(chances.size), float(chances.sum()), luck)


@dataclass(frozen=True, slots=True)
class Skill:
    """Brier scores: of our chances, of taking every date at its word, of always stating the average.

    The shares are of the other's error that is gone, negative when ours is larger; None where it has none.
    """

    ours: float
    plan: float
    average: float
    over_plan: float | None
    over_average: float | None
    plan_beaten: bool
    average_beaten: bool


def skill(chances: Floats, held: Flags) -> Skill | None:
    """None without promises."""
    if chances.size == 0:
        return None
    happened = held.astype(float)
    said = {"ours": chances, "plan": np.ones_like(chances), "average": np.full(chances.size, happened.mean())}
    scores = {name: engine.brier(stated, happened) for name, stated in said.items()}

    def over(other: str) -> float | None:
        return engine.skill(scores["ours"], scores[other]) if scores[other] > 0 else None

    def beaten(other: str) -> bool:
        gain = (said[other] - happened) ** 2 - (chances - happened) ** 2
        return bool(gain.size > 1 and gain.mean() > CLEARLY * gain.std(ddof=1) / gain.size**0.5)

    return Skill(
        **scores,
        over_plan=over("plan"),
        over_average=over("average"),
        plan_beaten=beaten("plan"),
        average_beaten=beaten("average"),
    )


def typical_error(said: Floats, happened: Floats) -> float | None:
    """The middle distance in days between a day said and the day it was done; nan rows are left out."""
    distances = np.abs(said - happened)
    known = distances[np.isfinite(distances)]
    return float(np.median(known)) if known.size else None
