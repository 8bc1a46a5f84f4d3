"""Working out the best plan and what is to be said of it, any time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from northing.planning.queries.scenarios.measures import Fit
from northing.planning.selection.asked import Asked
from northing.planning.selection.fitting import fitting_of, least, placed, with_spare
from northing_engine import selection as engine

SPARE = ((0.5, 1.0), (0.65, 1.0), (0.8, 1.0), (0.9, 1.0), (0.9, 0.85), (0.9, 0.7), (0.9, 0.5))
"""How sure each effort is to be enough, and of what share of the time there is: the first with which the whole
plan fits, by the forecast, with the chance that was asked for."""
LOOKS = 3
"""Of these at most so many are tried."""
FIRST = 0.4  # of the time goes to the plan itself, the rest to its reasons
EACH = 4.0  # seconds for one reason at most
ALTERNATIVES = 5


@dataclass(frozen=True)
class Found:
    """`selection`: None when the limits contradict each other, and then `clash` says which. `fits`: by
    quarter the chance that all until then is done by its end. `sure_at`: the share at which each effort was
    taken, None for the likely ones."""

    asked: Asked
    selection: engine.Selection | None
    clash: tuple[engine.Limit, ...] = ()
    reasons: Mapping[engine.Key, engine.Reason] = field(default_factory=dict)
    robustness: engine.Robustness | None = None
    alternatives: tuple[engine.Alternative, ...] = ()
    fits: tuple[Fit, ...] = ()
    sure_at: float | None = None


@dataclass(frozen=True)
class Listening:
    """Whom to tell of what there is so far, and whether to go on."""

    on_found: Callable[[Found], Any] = lambda _: None
    stop: Callable[[], bool] = lambda: False


def work_out(asked: Asked, *, seconds: float = 30.0, listening: Listening | None = None) -> Found:
    """The plan, then reasons, alternatives and robustness, each told as it is there; within about `seconds`."""
    heard = listening or Listening()
    try:
        selection, fits, sure_at = _selected(asked, seconds * FIRST, heard)
    except engine.NoPlan:
        return Found(asked, None, clash=engine.contradiction(asked.candidates, asked.limits))
    found = Found(asked, selection, fits=fits, sure_at=sure_at)
    heard.on_found(found)
    left = seconds * (1 - FIRST)
    found = replace(found, reasons=_reasons(selection, left * 0.6, heard))
    heard.on_found(found)
    if heard.stop():
        return found
    found = replace(found, alternatives=tuple(engine.next_best(selection, ALTERNATIVES, seconds=left * 0.1)))
    robust = engine.robustness(selection, asked.values, _first(asked), seconds=left * 0.3, stop=heard.stop)
    return replace(found, robustness=robust)


def _selected(
    asked: Asked, seconds: float, heard: Listening
) -> tuple[engine.Selection, tuple[Fit, ...], float | None]:
    """The plan, whether it fits by the forecast, and with how much to spare it was made to."""
    fitting = fitting_of(asked)
    sure = asked.scenario.sure if asked.scenario else None

    def better(selection: engine.Selection) -> None:
        heard.on_found(Found(asked, selection))

    if sure is None:
        selection = engine.select(
            asked.candidates, asked.limits, seconds=seconds, on_better=better, stop=heard.stop
        )
        return selection, fitting.fits(placed(asked, selection)), None
    found = None
    low, high = 0, len(SPARE)
    while low < high:
        middle = (low + high) // 2
        candidates, limits = with_spare(asked, *SPARE[middle])
        try:
            selection = engine.select(candidates, limits, seconds=seconds / LOOKS, stop=heard.stop)
        except engine.NoPlan:  # what must be in does not fit with so much to spare
            high = middle
            continue
        fits = fitting.fits(placed(asked, selection))
        if least(fits) >= sure:
            found, high = (selection, fits, SPARE[middle][0]), middle
        else:
            found, low = found or (selection, fits, SPARE[middle][0]), middle + 1
    if found is None:
        raise engine.NoPlan("no plan keeps every limit")
    return found


def _reasons(selection: engine.Selection, seconds: float, heard: Listening) -> dict[engine.Key, engine.Reason]:
    """What is out comes first, the most valuable at the top; each has its share of the time that is left."""
    ends = monotonic() + seconds
    worth = {each.id: max(each.values(selection.limits.periods)) for each in selection.candidates}
    order = sorted(worth, key=lambda id_: (id_ in selection.chosen, -worth[id_]))
    found: dict[engine.Key, engine.Reason] = {}
    for place, id_ in enumerate(order):
        left = ends - monotonic()
        if left <= 0 or heard.stop():
            break
        share = min(EACH, max(3 * left / (len(order) - place), 0.2))
        found[id_] = engine.explain(selection, id_, seconds=share, stop=heard.stop)
    return found


def _first(asked: Asked) -> Mapping[engine.Key, Any]:
    """As many draws of effort as there are of value."""
    count = min((len(each) for each in asked.values.values()), default=0)
    return {id_: draws[:count] for id_, draws in asked.efforts.items()}
