"""New products: what is proposed, and its way through the gates."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.organisation.queries.history import history_of
from northing.organisation.request import actor_of
from northing.portfolio import commands, policies
from northing.portfolio.forms.intake import CaseForm, DecisionForm, EvidenceForm, GateForm
from northing.portfolio.queries import intake as queries
from northing.portfolio.views.facts import must_shape
from northing.ui.in_place import ask

PARTS = (
    ("problem", "Whose problem, and how we know"),
    ("market", "How many have it, and what they pay today"),
    ("advantage", "Why us"),
    ("costs", "What the next gate costs, and the whole"),
    ("risks", "What must be true"),
)


def intake(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "cases": queries.cases(),
        "gates": queries.gates(),
        "may_propose": policies.may_propose(actor),
        "may_shape": policies.may_shape_portfolio(actor),
    }
    return render(request, "portfolio/intake.html", context)


def case(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.case_page(actor, pk)
    context = {
        "page": page,
        "case": page.case,
        "parts": [(words, getattr(page.case, name)) for name, words in PARTS],
        "may_change": policies.may_change_case(actor, page.case),
        "may_decide": policies.may_shape_portfolio(actor) and page.case.product_id is None,
        "history": history_of(actor, page.case),
    }
    return render(request, "portfolio/case.html", context)


def new_case(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_propose(actor):
        raise NotAllowed("New products are proposed by product managers and heads.")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.open_case(actor=actor, **said)
        return f"Proposed {made}", reverse("portfolio:case", args=[made.pk])

    return ask(
        request,
        form=CaseForm(request.POST or None),
        title="Propose a product",
        verb="Propose",
        save=save,
        page=reverse("portfolio:intake"),
    )


def edit_case(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.case(pk)
    page = _must_change(actor, found)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        return f"Changed {commands.change_case(actor=actor, case=found, **said)}", page

    form = CaseForm(request.POST or None, row=found)
    return ask(request, form=form, title=f"Change {found}", verb="Change", save=save, page=page)


def show_evidence(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    actor, found = actor_of(request), queries.case(pk)
    asked = queries.criterion(found, criterion)
    page = _must_change(actor, found)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.show_evidence(actor=actor, case=found, criterion=asked, **said)
        return f"Evidence: {asked}", page

    form = EvidenceForm(request.POST or None, row=queries.evidence(found, asked))
    return ask(request, form=form, title=str(asked), verb="Show", save=save, page=page)


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.case(pk)
    must_shape(actor)
    page = reverse("portfolio:case", args=[pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        decision = commands.decide_at_gate(actor=actor, case=found, **said)
        return f"{decision.get_verdict_display()}: {found}", page

    seen = queries.case_page(actor, pk)
    lead = f"It meets {seen.met} of {len(seen.asked)} criteria of {found.gate}." if found.gate else ""
    form = DecisionForm(request.POST or None)
    return ask(request, form=form, title=f"Decide on {found}", verb="Decide", save=save, page=page, lead=lead)


def new_gate(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    must_shape(actor)
    page = reverse("portfolio:intake")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        return f"Added the gate {commands.define_gate(actor=actor, **said)}", page

    return ask(request, form=GateForm(request.POST or None), title="New gate", verb="Add", save=save, page=page)


def edit_gate(request: HttpRequest, pk: int) -> HttpResponse:
    actor, found = actor_of(request), queries.gate(pk)
    must_shape(actor)
    page = reverse("portfolio:intake")

    def save(said: dict[str, Any]) -> tuple[str, str]:
        if said.pop("gone"):
            commands.remove_gate(actor=actor, gate=found)
            return f"Removed the gate {found.name}", page
        return f"Changed the gate {commands.define_gate(actor=actor, gate=found, **said)}", page

    form = GateForm(request.POST or None, row=found)
    return ask(request, form=form, title=f"Change {found}", verb="Change", save=save, page=page, about=found)


def _must_change(actor: Any, found: Any) -> str:
    if not policies.may_change_case(actor, found):
        raise NotAllowed("A case is made by its sponsor and the heads.")
    return reverse("portfolio:case", args=[found.pk])
