"""How a scorecard reads: sentences, shares on their scales, tones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from northing.portfolio import lifecycle
from northing.portfolio.queries.scorecard import Purpose, Scorecard
from northing.portfolio.slots import Reading
from northing.ui import charts, formatting

if TYPE_CHECKING:
    from northing.portfolio.models import Outcome, Risk

OFF = 8
"""Percentage points from its target at which a share is marked."""
HEALTHY = 0.75


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Actual and target of a share on a scale of 0 to `end` percent, as places."""

    name: str
    actual: float | None
    target: int | None
    end: float
    off: bool

    @property
    def at(self) -> float:
        return min(100.0, (self.actual or 0) / self.end * 100)

    @property
    def target_at(self) -> float:
        return min(100.0, (self.target or 0) / self.end * 100)

    @property
    def start(self) -> float:
        return min(self.at, self.target_at)

    @property
    def width(self) -> float:
        return abs(self.at - self.target_at) if self.target is not None else 0

    @property
    def sentence(self) -> str:
        got = f"{formatting.number(self.actual)} percent" if self.actual is not None else "none yet"
        return f"{self.name}: {got}" + (f", target {self.target}" if self.target is not None else "")


@dataclass(frozen=True, slots=True)
class Mix:
    rows: tuple[Dumbbell, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Life:
    curve: charts.LifeCurve
    sentence: str
    between: str
    """The months between which the next stage begins, "" where nobody can say."""
    after: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    of: "Outcome"
    now: str
    target: str
    by: str
    chance: float | None
    page: str


@dataclass(frozen=True, slots=True)
class RiskRow:
    of: "Risk"
    tone: str
    icon: str
    words: str
    note: str


def shares(rows: Iterable[tuple[str, float | None, int | None]]) -> tuple[Dumbbell, ...]:
    """Shares in percent with their targets, all on one scale that ends a little beyond the largest."""
    known = list(rows)
    end = max([value * 1.15 for _, actual, target in known for value in (actual, target) if value] or [100.0])
    return tuple(
        Dumbbell(
            name,
            actual,
            target,
            end,
            off=actual is not None and target is not None and abs(actual - target) >= min(OFF, target / 2),
        )
        for name, actual, target in known
    )


def lead(card: Scorecard) -> str:
    """What is on course, and what is not: by the outcomes that a metric shows, else what the product is."""
    known = [(row.name, seen.chance) for row, seen in card.outcomes if seen and seen.chance is not None]
    if not known:
        return card.product.description
    well = [name for name, chance in known if chance >= HEALTHY]
    name, worst = min(known, key=lambda pair: pair[1])
    said = []
    if well:
        said.append(f"{_joined(well)} {'is' if len(well) == 1 else 'are'} on course.")
    if worst < HEALTHY:
        said.append(f"“{name}” has a {formatting.chance(worst)} chance of its target.")
    return " ".join(said)


def mix(card: Scorecard) -> Mix:
    rows = shares((row.of.name, row.actual, row.of.target) for row in card.purposes)
    far: list[tuple[float, Purpose]] = [
        (abs(row.off), row) for row in card.purposes if row.off is not None and abs(row.off) >= OFF
    ]
    if not far:
        return Mix(rows, "")
    points, worst = max(far, key=lambda pair: pair[0])
    amount = "too much goes" if (worst.off or 0) > 0 else "too little goes"
    return Mix(rows, f"{formatting.number(points)} points {amount} into “{worst.of.name.lower()}”.")


def life(card: Scorecard) -> Life:
    income = card.figures.income(card.product)
    seen = lifecycle.evidence(income, card.figures.incomes.values(), card.product.stage)
    pace, through, between, after = None, None, "", ""
    sentence = _evidence_words(seen)
    if seen.next and income.quarters:
        here = income.quarters[-1][0]
        pace = charts.Pace(
            expected=_quarters(here, seen.next.expected),
            earliest=_quarters(here, seen.next.earliest),
            latest=_quarters(here, seen.next.latest) if seen.next.latest else None,
        )
        lived = _quarters(card.since or here, here)
        through = lived / (lived + pace.expected) if lived + pace.expected > 0 else None
        sentence += f" has slowed by {formatting.number(seen.next.slowing * 100, 1)} points a quarter."
        sentence += " At that pace it reaches Maturity"
        between, after = _between(seen.next)
    elif sentence:
        sentence += "."
    curve = charts.life_curve(card.product.name, card.product.stage, through=through, pace=pace)
    return Life(curve, sentence, between, after)


def _evidence_words(seen: lifecycle.Evidence) -> str:
    if seen.growth is None:
        return ""
    if seen.next:
        return f"Growth of {formatting.percent(seen.growth)} a year"
    change = f"{formatting.signed(seen.growth * 100, '%')} a year"
    if not seen.read:
        return f"Revenue changes by {change}"
    sure = f" ({formatting.chance(seen.chance)} sure)"
    return f"Revenue changes by {change}, which reads as {seen.read_name}{sure}"


def _between(ahead: lifecycle.NextStage) -> tuple[str, str]:
    if ahead.latest is None:
        return f"in {_month(ahead.expected)} at the earliest likely", " if it slows on (it may not)."
    first, last = ahead.earliest, ahead.latest
    if (first.year, first.month) == (last.year, last.month):
        return f"in {_month(last)}", " (80\u202f% range)."
    begin = _month(first) if first.year != last.year else formatting.month(first, None)
    return f"between {begin} and {_month(last)}", " (80\u202f% range)."


def _month(day: date) -> str:
    return f"{formatting.month(day, None)} {day.year}"


def _quarters(first: date, last: date) -> float:
    return (last - first).days / 91.3


def outcomes(card: Scorecard) -> list[OutcomeRow]:
    return [_outcome(row, seen) for row, seen in card.outcomes]


def _outcome(row: "Outcome", seen: Reading | None) -> OutcomeRow:
    due = (seen.due_on if seen else None) or row.due_on
    return OutcomeRow(
        of=row,
        now=seen.now if seen else row.stands_at,
        target=(seen.target if seen and seen.target else row.target),
        by=formatting.month(due, None) if due else "",
        chance=seen.chance if seen else None,
        page=seen.page if seen else "",
    )


def risk(row: "Risk") -> RiskRow:
    tone, icon = ("bad", "down") if row.weight >= 9 else ("warn", "alert") if row.weight >= 4 else ("", "minus")
    name = row.owner.name.split()[0] if row.owner else ""
    return RiskRow(
        of=row,
        tone=tone,
        icon=icon,
        words=f"{row.get_likelihood_display()}, {row.get_severity_display()}",
        note=": ".join(filter(None, [name, row.next_step])),
    )


def _joined(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
