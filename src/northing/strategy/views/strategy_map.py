"""The map, and what stands beside it for the selected row."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.strategy import policies, slots
from northing.strategy.queries.gaps import gaps
from northing.strategy.queries.strategy_map import StrategyMap, strategy_map

if TYPE_CHECKING:
    from northing.organisation.models import Member


def page(request: HttpRequest) -> HttpResponse:
    """From the vision to the features, with what does not meet beside it."""
    actor = actor_of(request)
    found = strategy_map(actor, request.GET.get("cycle", ""))
    asked = request.GET.get("open", "")
    context = beside(actor, found, asked)
    context |= {
        "closed": asked == "none",
        "selected": asked if context["objective"] else "",
        "may_shape": policies.may_shape(actor),
        "may_add": policies.may_add_objective(actor),
        "may_share": policies.may_share(actor),
        "query": f"cycle={found.cycle.name}" if found.cycle and "cycle" in request.GET else "",
    }
    return render(request, "strategy/map.html", context)


def panel(request: HttpRequest, row: str) -> HttpResponse:
    """What stands beside the map for one objective (o12) or key result (k34)."""
    actor = actor_of(request)
    context = beside(actor, strategy_map(actor, request.GET.get("cycle", "")), row)
    return render(request, "strategy/panel.html", context)


def beside(actor: "Member", found: StrategyMap, row: str) -> dict[str, Any]:
    result = found.result(row)
    objective = found.objective(f"o{result.key_result.objective_id}" if result else row)
    lines = (result,) if result else objective.results if objective else ()
    checked = max(
        (line.standing.latest for line in lines if line.standing.latest),
        key=lambda said: (said.said_on, said.pk),
        default=None,
    )
    problems, known = slots.problems.of(actor), gaps(found)
    return {
        "map": found,
        "gaps": known,
        "unserved": [(each, problems.get(each.key, ())) for each in known.unserved],
        "problems": problems.get(row, ()),
        "choice_address": slots.problems.choice_address(actor, row) if objective else "",
        "currency": our_currency(),
        "objective": objective,
        "result": result,
        "line": result.standing if result else objective,
        "row": row,
        "code": result.key_result.code if result else objective.objective.code if objective else "",
        "checked": checked,
        "due_on": min((line.standing.due_on for line in lines if line.standing.overdue), default=None),
        "may_check_in": bool(lines)
        and all(policies.may_check_in(actor, line.key_result) for line in lines)
        and not (found.cycle and found.cycle.is_closed),
        "may_ask": objective is not None and policies.may_share(actor),
        "responsible": _responsible(result, objective),
        "link_address": slots.linking.of(actor, row) if objective else "",
        "actor": actor,
    }


def _responsible(result: Any, objective: Any) -> "Member | None":
    if result:
        owner: Member | None = result.key_result.responsible
        return owner
    return objective.objective.owner if objective else None
