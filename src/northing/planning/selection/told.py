"""What was worked out, for one reader: page, API and command line say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from northing.kernel.errors import Refused
from northing.organisation.models import Member
from northing.planning.models import Key, Scenario, SelectionRun, SelectionState
from northing.planning.queries.selecting import field_names, latest, names
from northing.planning.selection.beside import Beside
from northing.planning.selection.words import UNSEEN, Words
from northing.ui import formatting

LEAST_TOLD = 0.001
"""Smaller distances from the best are not told apart."""
ENOUGH = 0.8
"""The chance of fitting with which a plan can be promised."""


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate. `quarter`: "" is out. `reason`: what would bring it in, or how firmly it is in. `share`:
    of best plans under other estimates that hold it; `call`: core, borderline, out, "" while nobody knows."""

    key: str
    name: str
    team: str
    quarter: str
    period: int | None
    value: float | None
    effort: tuple[float, float, float] | None
    pin: str
    reason: str
    share: float | None
    call: str

    @property
    def feature(self) -> int | None:
        key = Key.read(self.key)
        return key.pk if key.kind == "feature" else None

    @property
    def weeks(self) -> str:
        """3–7 wk."""
        return formatting.number_range(self.effort[0], self.effort[2], "wk") if self.effort else ""


@dataclass(frozen=True, slots=True)
class Other:
    """Another plan, nearly as good: how much less it is worth, and who comes and goes."""

    less: float
    joins: tuple[str, ...]
    leaves: tuple[str, ...]

    @property
    def worth_less(self) -> str:
        return formatting.percent(self.less, 1)


@dataclass(frozen=True, slots=True)
class Fits:
    """The chance, by the forecast, that all features taken until the end of the quarter are done by then."""

    quarter: str
    features: int
    chance: float


@dataclass(frozen=True, slots=True)
class Told:
    """`gap`: no plan is worth more than this by that share. `clash`: limits that contradict each other, in
    words; `unseen`: how many candidates the reader may not know of."""

    run: SelectionRun
    quarters: tuple[str, ...]
    model: str
    inside: tuple[Line, ...]
    outside: tuple[Line, ...]
    gap: float | None
    over_greedy: float | None
    fits: tuple[Fits, ...]
    draws: int
    others: tuple[Other, ...]
    clash: tuple[str, ...]
    unseen: int

    @property
    def fits_all(self) -> float | None:
        """Where it fits least."""
        return min((fit.chance for fit in self.fits), default=None)

    @property
    def unsure(self) -> bool:
        """It has to fit with some chance, and no plan that was found does."""
        wanted = self.run.sure
        return wanted is not None and self.fits_all is not None and self.fits_all < wanted

    @property
    def teamless(self) -> int:
        """Features in it that no team does yet: they have no date, and the forecast counts them as not done."""
        return sum(line.feature is not None and not line.team for line in self.inside)

    @property
    def points(self) -> int:
        """Features in it whose effort is one number: no chance can say how far that is off."""
        return sum(line.effort is not None and line.effort[0] == line.effort[2] for line in self.inside)

    @property
    def tight(self) -> bool:
        """By likely effort it leaves so little to spare that one which fits more surely is worth asking for."""
        return self.run.sure is None and self.fits_all is not None and self.fits_all < ENOUGH

    @property
    def working(self) -> bool:
        return not self.run.is_over

    @property
    def near(self) -> str:
        """How far from the best it can be: at most 1.2 %; "" when it is proven best, or nothing is known."""
        if not self.gap:
            return ""
        if self.gap < LEAST_TOLD:
            return f"Less than {formatting.percent(LEAST_TOLD, 1)}"
        return f"At most {formatting.percent(self.gap, 1)}"

    @property
    def better(self) -> str:
        """How much more than by value for effort alone."""
        return formatting.percent(self.over_greedy, 1) if self.over_greedy else ""


def told(run: SelectionRun, actor: Member | None) -> Told:
    """A constant number of queries."""
    said: Mapping[str, Any] = run.said or NOTHING
    keys = {text: Key.read(text) for text in (*said["candidates"], *said["lacking"])}
    known = {str(key): name for key, name in names(actor, list(keys.values())).items()}
    fields = field_names(field for lacks in said["lacking"].values() for field in lacks)
    words = Words(said, lambda key: known.get(key, UNSEEN), fields, run.value or 0.0)
    beside = Beside(words, run.chosen) if run.is_over and run.value is not None else None
    lines = [_line(run, words, key, known[key], beside) for key in keys if key in known]
    inside = sorted(
        (each for each in lines if each.quarter), key=lambda each: (each.period or 0, -(each.value or 0))
    )
    outside = sorted((each for each in lines if not each.quarter), key=lambda each: -(each.value or -1.0))
    return Told(
        run=run,
        quarters=tuple(words.quarter(period) for period in range(len(said["quarters"]))),
        model=said["model"],
        inside=tuple(inside),
        outside=tuple(outside),
        gap=_share(run.bound, run.value),
        over_greedy=_share(run.value, run.greedy),
        fits=tuple(Fits(words.quarter(period), **fit) for period, fit in enumerate(said["fits"])),
        draws=(said["robust"] or {}).get("draws", 0),
        others=tuple(_other(each, words, run.value or 0.0) for each in said["alternatives"]),
        clash=tuple(words.limit(each) for each in said["clash"]),
        unseen=len(keys) - len(lines),
    )


NOTHING: Mapping[str, Any] = {
    "quarters": [], "teams": {}, "model": "", "lacking": {}, "candidates": {}, "clash": [], "reasons": {},
    "alternatives": [], "robust": None, "fits": [],
}  # fmt: skip


def reasons(actor: Member, scenario: Scenario | None) -> dict[Key, str]:
    """A sentence for each candidate that something is known of, from what was worked out last."""
    run = latest(scenario)
    if run is None:
        return {}
    found = told(run, actor)
    return {Key.read(line.key): line.reason for line in (*found.inside, *found.outside) if line.reason}


def needs_answer(run: SelectionRun | None) -> SelectionRun:
    """Refuses where nothing was worked out."""
    if run is None or run.state == SelectionState.FAILED:
        raise Refused(run.problem if run is not None and run.problem else "No plan has been worked out yet.")
    return run


def _line(run: SelectionRun, words: Words, key: str, name: str, beside: Beside | None) -> Line:
    said = words.said
    each = said["candidates"].get(key)
    period = run.chosen.get(key)
    robust = said["robust"] or {"share": {}, "call": {}}
    effort = each["effort"] if each else None
    reason = words.reason(key)
    if not reason and each and beside is not None:
        reason = beside.reason(key)
    return Line(
        key=key,
        name=name,
        team=said["teams"].get(str(each["team"]), "") if each else "",
        quarter=words.quarter(period) if period is not None else "",
        period=period,
        value=(each["values"][period or 0] if each else None),
        effort=(effort[0], effort[1], effort[2]) if effort else None,
        pin=each["pin"] if each else "",
        reason=reason,
        share=robust["share"].get(key),
        call=robust["call"].get(key, ""),
    )


def _other(each: Mapping[str, object], words: Words, value: float) -> Other:
    costs, joins, leaves = each["costs"], each["joins"], each["leaves"]
    less = float(costs) / value if isinstance(costs, (int, float)) and value > 0 else 0.0
    return Other(less, _named(joins, words), _named(leaves, words))


def _named(keys: object, words: Words) -> tuple[str, ...]:
    return tuple(words.name(str(key)) for key in keys) if isinstance(keys, Sequence) else ()


def _share(more: float | None, than: float | None) -> float | None:
    if more is None or than is None or than <= 0:
        return None
    return max(more - than, 0.0) / than
