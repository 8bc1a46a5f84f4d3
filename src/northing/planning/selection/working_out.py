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
FIRST = 0.4  # of the time goes to the plan itself, unless it is proven sooner
REASONS = 0.6  # of what is left goes to its reasons; they also have what nothing else needs
LEAST, EACH = 0.25, 4.0  # seconds for one reason
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
    ends = monotonic() + seconds
    try:
        selection, fits = _selected(asked, sure, seconds * FIRST, heard)
    except engine.NoPlan:
        return Found(asked, None, clash=engine.contradiction(asked.candidates, asked.limits))
    found = Found(asked, selection, fits=fits)
    heard.on_found(found)
    found = _explained(found, (ends - monotonic()) * REASONS, heard)
    heard.on_found(found)
    if heard.stop():
        return found
    left = ends - monotonic()
    found = replace(found, alternatives=tuple(engine.next_best(selection, ALTERNATIVES, seconds=left * 0.2)))
    left = ends - monotonic()
    robust = engine.robustness(selection, asked.values, _first(asked), seconds=left * 0.8, stop=heard.stop)
    return _explained(replace(found, robustness=robust), ends - monotonic(), heard)


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


def _explained(found: Found, seconds: float, heard: Listening) -> Found:
    """With the reasons there is time for: what is out comes first, the most valuable at the top."""
    selection, reasons = found.selection, dict(found.reasons)
    if selection is None:
        return found
    ends = monotonic() + seconds
    worth = {each.id: max(each.values(selection.limits.periods)) for each in selection.candidates}
    for id_ in sorted(worth, key=lambda id_: (id_ in selection.chosen, -worth[id_])):
        left = ends - monotonic()
        if left < LEAST or heard.stop():
            break
        if id_ not in reasons:
            reasons[id_] = engine.explain(selection, id_, seconds=min(EACH, left), stop=heard.stop)
    return replace(found, reasons=reasons)


def _first(asked: Asked) -> Mapping[engine.Key, Any]:
    """As many draws of effort as there are of value."""
    count = min((len(each) for each in asked.values.values()), default=0)
    return {id_: draws[:count] for id_, draws in asked.efforts.items()}
