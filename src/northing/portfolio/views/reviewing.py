"""Looking at all stages at once, and at what every product should get."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.organisation.request import actor_of
from northing.portfolio import commands, lifecycle, policies
from northing.portfolio.forms.rebalancing import RebalanceForm
from northing.portfolio.queries.overview import overview
from northing.portfolio.views.facts import must_shape
from northing.ui import formatting
from northing.ui.in_place import ask


@dataclass(frozen=True, slots=True)
class Reviewed:
    product: Any
    since: date | None
    growth: str
    reads: str
    differs: bool
    next: str
    may_change: bool


def stages(request: HttpRequest) -> HttpResponse:
    """Those first whose evidence says another stage, then those whose review comes soonest."""
    actor = actor_of(request)
    seen = overview(actor)
    rows = []
    for row in seen.standings.values():
        found = lifecycle.evidence(row.income, seen.figures.incomes.values(), row.product.stage)
        sure = f", {formatting.chance(found.chance)} sure" if found.read else ""
        ahead = found.next.expected if found.next else None
        growth = formatting.signed(found.growth * 100, "%") if found.growth is not None else ""
        rows.append(
            Reviewed(
                product=row.product,
                since=row.since,
                growth=growth or formatting.NOTHING,
                reads=f"{found.read_name}{sure}",
                differs=bool(found.read) and found.read != row.product.stage,
                next=f"Maturity around {formatting.month(ahead, None)} {ahead.year}" if ahead else "",
                may_change=policies.may_change_product(actor, row.product),
            )
        )
    rows.sort(key=lambda row: (not row.differs, row.product.next_review_on or date.max, row.product.name))
    others = sum(row.differs for row in rows)
    lead = f"{formatting.counted(others, 'product reads', 'products read')} as another stage than it is given."
    context = {"rows": rows, "lead": lead if others else "Every product reads as the stage that it is given."}
    return render(request, "portfolio/stages.html", context)


def rebalance(request: HttpRequest) -> HttpResponse:
    """What share of investment each product should get."""
    actor = actor_of(request)
    must_shape(actor)
    page = reverse("portfolio:portfolio")
    form = RebalanceForm(request.POST or None, seen=overview(actor))

    def save(_: dict[str, Any]) -> tuple[str, str]:
        changed = commands.rebalance(actor=actor, targets=form.targets)
        if not changed:
            return "Every target stays as it was", page
        return f"Changed the target of {formatting.counted(changed, 'product')}", page

    return ask(
        request,
        form=form,
        title="Rebalance",
        verb="Rebalance",
        lead="Target shares of all investment, in percent. They add up to 100.",
        save=save,
        page=page,
    )
