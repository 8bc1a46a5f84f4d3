"""Working out the best plan and what is to be said of it, any time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

from northing.planning.queries.scenarios.measures import Fit
from northing.planning.selection.asked import Asked
from northing.planning.selection.fitting import Shares, fitted, fitting_of, tightened, with_spare
from northing_engine import selection as engine

TRIES = 10
"""With more and more time left to spare, where the plan has to fit with some chance."""
FIRST = 0.4  # of the time goes to the plan itself, the rest to its reasons
EACH = 4.0  # seconds for one reason at most
ALTERNATIVES = 5


@dataclass(frozen=True)
class Found:
    """`selection`: None when the limits contradict each other, and then `clash` says which. `fits`: by
    quarter the chance that all until then is done by its end."""

    asked: Asked
    selection: engine.Selection | None
    clash: tuple[engine.Limit, ...] = ()
    reasons: Mapping[engine.Key, engine.Reason] = field(default_factory=dict)
    robustness: engine.Robustness | None = None
    alternatives: tuple[engine.Alternative, ...] = ()
    fits: tuple[Fit, ...] = ()


@dataclass(frozen=True)
class Listening:
    """Whom to tell of what there is so far, and whether to go on."""

    on_found: Callable[[Found], Any] = lambda _: None
    stop: Callable[[], bool] = lambda: False


def work_out(
    asked: Asked, *, sure: float | None = None, seconds: float = 30.0, listening: Listening | None = None
) -> Found:
    """The plan, then reasons, alternatives and robustness, each told as it is there; within about `seconds`.

    `sure`: the chance with which it has to fit; without one, it fits by likely effort."""
    heard = listening or Listening()
    try:
        selection, fits = _selected(asked, sure, seconds * FIRST, heard)
    except engine.NoPlan:
        return Found(asked, None, clash=engine.contradiction(asked.candidates, asked.limits))
    found = Found(asked, selection, fits=fits)
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
    asked: Asked, sure: float | None, seconds: float, heard: Listening
) -> tuple[engine.Selection, tuple[Fit, ...]]:
    """The best plan and whether it fits; where it has to be sure, the first with enough to spare, else the one
    that fits best."""
    fitting = fitting_of(asked)

    def better(selection: engine.Selection) -> None:
        heard.on_found(Found(asked, selection))

    each = seconds if sure is None else seconds / TRIES
    selection = engine.select(asked.candidates, asked.limits, seconds=each, on_better=better, stop=heard.stop)
    found = fitted(asked, fitting, selection)
    best = selection, found
    shares: Shares = {}
    for _ in range(TRIES if sure is not None else 0):
        less = tightened(asked, selection, found, sure or 0.0, shares)
        if found.least >= (sure or 0.0) or less == shares or heard.stop():
            break
        shares = less
        try:
            selection = engine.select(
                asked.candidates, with_spare(asked, shares), seconds=each, stop=heard.stop
            )
        except engine.NoPlan:  # what must be in does not fit with so much to spare
            break
        found = fitted(asked, fitting, selection)
        best = (selection, found) if found.least > best[1].least else best
    return best[0], best[1].fits


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
