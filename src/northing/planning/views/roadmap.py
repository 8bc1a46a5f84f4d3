"""The roadmap: timeline, now-next-later, and whether its forecast is the latest."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from northing.kernel import clock
from northing.kernel.numbers import whole
from northing.organisation.request import actor_of
from northing.planning import policies
from northing.planning.forms.filters import FilterForm
from northing.planning.queries import filter_words
from northing.planning.queries.audience_view import FIELDS
from northing.planning.queries.audiences import INTERNAL, among, audiences
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.forecast_state import forecast_state
from northing.planning.queries.roadmap import GROUPED_BY, Asked, Roadmap, roadmap
from northing.ui.charts import scale

GROUPS = {
    "initiative": "Initiative",
    "product": "Product",
    "team": "Team",
    "line": "Product line",
    "state": "State",
    "objective": "Objective",
}
CLOSED = "none"  # feature=none: no panel, although something is at risk


def page(request: HttpRequest) -> HttpResponse:
    """Built for one audience; the panel of the selected feature follows by itself."""
    actor, asked = actor_of(request), Asked.parse(request.GET)
    known = audiences()
    shown_to = among(known, asked.audience)
    found = roadmap(actor, asked, shown_to)
    state = forecast_state()
    inside = found.rights.has("reasons")
    context = {
        "roadmap": found,
        "asked": asked,
        "audience": shown_to,
        "audiences": [(who, asked.query(audience=who.slug, feature="")) for who in known],
        "told": told(found),
        "query": asked.query(),
        "selected": _selected(asked, found),
        "row_address": _row_address(asked),
        "state": state,
        "inside": inside,
        "chips": [(chip.label, chip.value, _keep(asked, chip.without)) for chip in _chips(actor, asked, found)],
        "groups": [
            (GROUPS[key], asked.query(group=key)) for key in GROUPS if GROUPED_BY[key] in found.rights.fields
        ],
        "grouped_by": GROUPS.get(found.group, "None"),
        "compare": _compare(asked, clock.today()) if inside else [],
        "may_share": policies.may_share(actor),
        "show_chances": found.rights.has("chance"),
        "knows_commitments": found.rights.has("commitment"),
        "is_internal": asked.audience == INTERNAL,
        **_moves(asked, found),
    }
    return render(request, "planning/roadmap.html", context)


def forecast(request: HttpRequest) -> HttpResponse:
    """Asked for every few seconds while a forecast runs: when there is a newer one, the page is shown anew."""
    state = forecast_state()
    if not state.waiting or str(state.run or "") != request.GET.get("run", ""):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "planning/_forecast_state.html", {"state": state})


def filters(request: HttpRequest) -> HttpResponse:
    """The dialog in which the roadmap is narrowed; it asks for the page by its address, like a link."""
    asked = Asked.parse(request.GET)
    rest = QueryDict(asked.query(**{name: value for name, value in FeatureFilter() if name != "group"}))
    context = {"form": FilterForm(actor_of(request), asked.filter), "kept": list(rest.items())}
    return render(request, "planning/roadmap_filters.html", context)


def told(found: Roadmap) -> str:
    """What this audience gets to see, in a sentence."""
    rights = found.rights
    if rights.quarters_only:
        said = (
            "the quarter in which each feature is at least 85\u202f% likely to be done, or later if promised so"
        )
        named = "" if rights.public_names else " Features have their public names where there is one."
        return f"{said}.{named} No dates, no chances{'' if rights.has('team') else ', no teams'}."
    names = [
        name.lower() if not name.startswith("P") else name for key, name in FIELDS.items() if rights.has(key)
    ]
    hidden = [name.lower() for key, name in FIELDS.items() if not rights.has(key)]
    return f"{_listed(names)}." + (f" Not {_listed(hidden, 'or')}." if hidden else "")


def _listed(words: list[str], last: str = "and") -> str:
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else "names only"


def _selected(asked: Asked, found: Roadmap) -> int | None:
    """The feature in the panel: the one asked for, else the one most at risk."""
    if not found.rights.has("reasons") or asked.feature == CLOSED:
        return None
    feature = whole(asked.feature)
    return feature if feature in {line.seen.id for line in found.lines} else found.most_at_risk


def _row_address(asked: Asked) -> str:
    """The page's address up to the number of a feature."""
    query = asked.query(feature="")
    return f"{query}&feature=" if query else "feature="


def _chips(actor: Any, asked: Asked, found: Roadmap) -> list[filter_words.Chip]:
    return filter_words.chips(actor, found.rights.narrowed(asked.filter).model_copy(update={"since": None}))


def _keep(asked: Asked, filter_query: str) -> str:
    """The drawing as it is, with another filter."""
    return asked.query(**dict(Asked.parse(filter_query).filter))


def _compare(asked: Asked, today: date) -> list[tuple[str, date, str]]:
    days = [("A week ago", 7), ("Two weeks ago", 14), ("Four weeks ago", 28), ("A quarter ago", 91)]
    return [
        (label, today - timedelta(days=ago), asked.query(since=today - timedelta(days=ago)))
        for label, ago in days
    ]


def _moves(asked: Asked, found: Roadmap) -> dict[str, str]:
    """The addresses of the stretches of time before and after."""
    step = 1 if asked.zoom == "month" else 3
    start = found.axis.scale.start
    return {
        "earlier": asked.query(**{"from": scale.add_months(start, -step).isoformat()}),
        "later": asked.query(**{"from": scale.add_months(start, step).isoformat()}),
        "closer": asked.query(zoom="month", **{"from": ""}),
        "wider": asked.query(zoom="quarter", **{"from": ""}),
        "as_timeline": asked.query(view="timeline"),
        "as_columns": asked.query(view="columns"),
    }
