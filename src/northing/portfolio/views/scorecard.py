"""A product's scorecard, and its life."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.queries.currency import our_currency
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies, queries, slots
from northing.portfolio.forms import RoleForm
from northing.portfolio.forms.stages import EndForm, StageForm
from northing.portfolio.queries.noted import plan_of
from northing.portfolio.queries.scorecard import neighbours, scorecard
from northing.portfolio.views import scorecard_words
from northing.portfolio.views.facts import own_facts, product_facts
from northing.portfolio.views.users_words import users_words
from northing.ui import formatting
from northing.ui.in_place import ask

SHOWN_RISKS = 3


def product(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.product(actor, pk)
    card = scorecard(actor, found)
    may_change = policies.may_change_product(actor, found)
    before, after = neighbours(actor, found)
    everything = request.GET.get("risks") == "all"
    planned = sum(work.weeks for work in slots.planned_work.of(actor, [found]).get(pk, []))
    context = {
        "product": found,
        "card": card,
        "currency": our_currency(),
        "lead": scorecard_words.lead(card),
        "life": scorecard_words.life(card),
        "users": users_words(card.users),
        "mix": scorecard_words.mix(card),
        "role": scorecard_words.outcomes(card),
        "risks": [scorecard_words.risk(row) for row in card.risks[: None if everything else SHOWN_RISKS]],
        "more_risks": 0 if everything or len(card.risks) <= SHOWN_RISKS else len(card.risks),
        "revenue": {
            "now": card.figures.share_of_revenue(found),
            "before": card.figures.share_before(found),
            "before_points": formatting.number((card.figures.share_before(found) or 0) * 100),
        },
        "investment": card.figures.share_of_investment([found]),
        "load_at": min(100.0, (card.attention.load or 0) * 0.8) if card.attention else 0,
        "facts": product_facts(actor, found, keys=False) | own_facts(actor, found),
        "stages": card.changes,
        "may_change": may_change,
        "planned": planned,
        "planned_cost": planned * float(card.figures.rules.week_rate),
        "may_note": policies.may_note_market(actor),
        "before": before,
        "after": after,
        "slots": slots,
    }
    return render(request, "portfolio/product.html", context)


def product_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed of it: asked for when the part of its page that says so is unfolded."""
    actor = actor_of(request)
    found = queries.product(actor, pk)
    theirs = commands.BY_HEADS if actor.runs_the_place else commands.BY_OWNER
    lines = history_of(actor, found)
    context = {
        "history": [replace(line, restorable=line.restorable and line.column in theirs) for line in lines],
        "may_restore": policies.may_change_product(actor, found),
    }
    return render(request, "ui/history.html", context)


def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.product(actor, pk)
    if not policies.may_change_product(actor, found):
        raise NotAllowed(f"What {found.name} is there for is said by its owner and the heads.")
    page = reverse("portfolio:product", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_product(actor=actor, product=found, **said)
        return f"Changed the role of {found.name}", page

    form = RoleForm(request.POST or None, row=found)
    return ask(request, form=form, title=f"The role of {found.name}", verb="Change role", save=save, page=page)


def change_stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks where the product stands now, and why; for an end also how."""
    actor = actor_of(request)
    found = queries.product(actor, pk)
    if not policies.may_change_product(actor, found):
        raise NotAllowed(f"{found.name} is moved along its life by its owner and the heads.")
    page = reverse("portfolio:product", args=[pk])
    form = StageForm(request.POST or None, actor=actor, product=found, initial={"stage": found.stage})

    def save(said: dict[str, Any]) -> tuple[str, str]:
        change = commands.change_stage(
            actor=actor, product=found, stage=said["stage"], reason=said["reason"], plan=form.plan
        )
        return f"{found.name} is in {change.get_stage_display().lower()} now", page

    return ask(
        request,
        form=form,
        title=f"Change the stage of {found.name}",
        verb="Change stage",
        lead=f"It is in {found.get_stage_display().lower()}.",
        save=save,
        page=page,
    )


def plan_the_end(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.product(actor, pk)
    if not policies.may_change_product(actor, found):
        raise NotAllowed(f"How {found.name} ends is planned by its owner and the heads.")
    page, plan = reverse("portfolio:product", args=[pk]), plan_of(found)
    form = EndForm(request.POST or None, actor=actor, product=found, initial=EndForm.of(plan) if plan else None)

    def save(_: dict[str, Any]) -> tuple[str, str]:
        if form.plan is None:
            raise Refused(customers="Say how many customers are on it, and which day is its last.")
        commands.plan_the_end(actor=actor, product=found, plan=form.plan)
        return f"Planned how {found.name} ends", page

    return ask(request, form=form, title=f"How {found.name} ends", verb="Plan", save=save, page=page)
