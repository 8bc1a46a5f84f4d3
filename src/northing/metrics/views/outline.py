"""The tree of all metrics."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.metrics import policies
from northing.metrics.queries.outline import outline
from northing.organisation.request import actor_of


def tree(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    rows = [(line, policies.may_change_metric(actor, line.metric)) for line in outline(actor)]
    context = {
        "rows": rows,
        "grown": any(line.folds for line, _ in rows),
        "may_change": any(may_change for _, may_change in rows),
    }
    return render(request, "metrics/tree.html", context)
