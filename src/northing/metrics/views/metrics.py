"""The list of metrics, and one metric."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.kernel import clock
from northing.metrics import policies, slots
from northing.metrics.pictures import short_picture, whole_picture
from northing.metrics.queries import comparing, forecasts, series
from northing.metrics.queries import metrics as queries
from northing.metrics.queries.sources import source_of
from northing.metrics.queries.standing import standing
from northing.metrics.views.process import process_chart
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.ui import charts
from northing.ui.charts.scale import add_months

if TYPE_CHECKING:
    from northing.metrics.models import Metric
    from northing.metrics.queries.series import Series

SINCE = {"3": "three months", "12": "a year", "24": "two years", "all": "the beginning"}
LATELY = timedelta(days=365)  # what the range of the last weeks is learnt from
HEADS = (
    ("name", "Metric"),
    ("product", "Product"),
    ("owner", "Owner"),
    ("change", "A year"),
    ("chance", "Chance"),
)


def metrics(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted = queries.MetricFilter.parse(request.GET)
    listed = queries.rows(actor, wanted)
    context = {
        "rows": [
            (row, queries.state_of(row), _spark(row), policies.may_change_metric(actor, row.metric))
            for row in listed
        ],
        "wanted": wanted,
        "out": sum(queries.state_of(row) == "out" for row in listed),
        "risk": sum(queries.state_of(row) == "risk" for row in listed),
        "only_out": wanted.query(state=() if "out" in wanted.state else ("out",)),
        "only_risk": wanted.query(state=() if "risk" in wanted.state else ("risk",)),
        "heads": [(label, *_sorting(wanted, key)) for key, label in HEADS],
        "may_bring": policies.may_bring_values(actor),
    }
    return render(request, "metrics/metrics.html", context)


def _sorting(wanted: queries.MetricFilter, key: str) -> tuple[str, str]:
    if wanted.sort == key:
        return wanted.query(sort=f"-{key}"), "ascending"
    return wanted.query(sort=key), "descending" if wanted.sort == f"-{key}" else ""


def _spark(row: queries.Row) -> charts.Sparkline:
    low = row.standing.expected_low if row.standing else None
    high = row.standing.expected_high if row.standing else None
    return charts.sparkline(
        [value for _, value in row.recent],
        expected=[(low, high)] * len(row.recent) if low is not None and high is not None else (),
        bad=queries.state_of(row) == "out",
    )


def metric(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.metric(actor, pk)
    since, grain = _since(request), request.GET.get("by", "")
    values = series.series(found, since, grain)
    own = grain in {"", found.grain}
    kept = series.expected_ranges(found)
    said = forecasts.latest_forecast(found) if own else None
    alerts, restated, targets = (
        queries.alerts(actor, found),
        queries.restatements(found),
        queries.targets(found),
    )
    before, after = queries.neighbours(actor, found)
    as_xmr = request.GET.get("view") == "xmr"
    choices = comparing.comparable(actor, found)
    against = _against(request, found, values, choices)
    context: dict[str, Any] = {
        "metric": found,
        "standing": standing([found]).get(found.pk),
        "source": source_of(found),
        "chart": whole_picture(
            found,
            values,
            grain=grain or found.grain,
            kept=kept if own else {},
            forecast=said,
            targets=targets if said else (),
            alerts=alerts,
            restatements=restated,
            old=series.before_restated(found, since) if own else None,
            beside=against.values,
        ),
        "values": list(reversed(values)) if request.GET.get("view") == "table" else (),
        "view": request.GET.get("view", ""),
        "address": {name: _address(request, name) for name in ("forecast", "xmr", "table")},
        "short": short_picture(found, series.series(found, clock.today() - LATELY), kept),
        "forecast": said,
        "metric_page": slots.metric_page,
        "against": against,
        "comparable": choices,
        "alerts": alerts,
        "restated": restated,
        "targets": targets,
        "before": before,
        "after": after,
        "grain": grain or found.grain,
        "grains": [(each.value, each.label.lower()) for each in series.grains_of(found)],
        "since": request.GET.get("since", "24"),
        "sinces": SINCE.items(),
        "history": history_of(actor, found),
        "may_change": policies.may_change_metric(actor, found),
    }
    if as_xmr:
        context["process"] = process_chart(found, values)
    return render(request, "metrics/metric.html", context)


def moved(request: HttpRequest, pk: int) -> HttpResponse:
    """What moved it, which the page asks for by itself: dividing a change takes as long as all the rest."""
    actor = actor_of(request)
    found = queries.metric(actor, pk)
    may_change = policies.may_change_metric(actor, found)
    context = {"actor": actor, "metric": found, "may_change": may_change}
    return render(request, "metrics/metric_moved.html", context)


@dataclass(frozen=True, slots=True)
class Against:
    """What the metric is compared with: chosen in the address, named in the legend."""

    chosen: str = ""
    label: str = ""
    values: "Series" = field(default_factory=list)


def _against(request: HttpRequest, found: "Metric", values: "Series", choices: "list[Metric]") -> Against:
    chosen, since, grain = request.GET.get("with", ""), _since(request), request.GET.get("by", "")
    if chosen == comparing.YEAR_BEFORE:
        return Against(chosen, "a year before", comparing.year_before(found, since, grain))
    other = next((each for each in choices if str(each.pk) == chosen), None)
    if other is None:
        return Against()
    laid, on_scale = comparing.beside(found, values, other, series.series(other, since, grain))
    return Against(chosen, other.name if on_scale else f"{other.name}, on a scale of its own", laid)


def _address(request: HttpRequest, view: str) -> str:
    """The same stretch of time in another view."""
    query = request.GET.copy()
    query["view"] = view
    return query.urlencode()


def _since(request: HttpRequest) -> date:
    months = request.GET.get("since", "24")
    if months == "all":
        return date.min
    return add_months(clock.today(), -int(months if months in SINCE else 24))
