"""How candidates are scored: the ways that stand side by side, formulas and drivers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import Recording, watched
from northing.organisation.request import actor_of
from northing.planning import policies
from northing.planning.commands import scoring as commands
from northing.planning.commands.scoring.rows import WHO_MAY
from northing.planning.forms.score_models import DriverForm, ScoreModelForm
from northing.planning.queries.prioritise.own_values import own_names
from northing.planning.queries.score_inputs import what_it_asks
from northing.planning.queries.score_models import one_driver, one_score_model, score_models
from northing.planning.scoring.formulas import COUNTED, FIELDS, fault_of, formula_of, source_of
from northing.ui.in_place import ask
from northing_engine.scoring.formula import FUNCTIONS


def listing(request: HttpRequest) -> HttpResponse:
    models = score_models()
    context = {
        "rows": [(model, formula_of(model.method, model.formula)) for model in models],
        "may_plan": policies.may_plan(actor_of(request)),
    }
    return render(request, "planning/scoring/score_models.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """A dialog; an own formula is refused with the character that is wrong."""
    return _ask_for(request, None)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one: what it asks for, its formula or its drivers."""
    found = one_score_model(pk)
    drivers = list(found.drivers.all())
    total = sum(driver.weight for driver in drivers)
    formula = formula_of(found.method, found.formula)
    context = {
        "model": found,
        "formula": formula,
        "reads_reach": "reach" in formula,
        "asked": what_it_asks(actor_of(request), found),
        "source": source_of(found.method),
        "drivers": [(driver, driver.weight / total) for driver in drivers],
        "is_weighted": found.method == "weighted",
        "is_own": found.method == "formula",
        "may_plan": policies.may_plan(actor_of(request)),
        "fields": FIELDS,
        "counted": COUNTED,
        "own_names": own_names(),
        "functions": FUNCTIONS.values(),
    }
    return render(request, "planning/scoring/score_model.html", context)


def change(request: HttpRequest, pk: int) -> HttpResponse:
    return _ask_for(request, pk)


def check(request: HttpRequest) -> HttpResponse:
    """While a formula is typed: what is wrong with it and at which character, or that it can be computed."""
    context = {"fault": fault_of(request.GET.get("formula", ""))}
    return render(request, "planning/scoring/_fault.html", context)


def write_formula(request: HttpRequest, pk: int) -> HttpResponse:
    """From the editor on the page."""
    text = " ".join(request.POST.get("formula", "").split())
    fault = fault_of(text)
    if fault is not None:
        return render(request, "planning/scoring/_fault.html", {"fault": fault}, status=422)
    with watched() as changed:
        commands.change_score_model(
            actor=actor_of(request), score_model=one_score_model(pk), formula=text, method="formula"
        )
    return _done(request, "Saved the formula", changed, pk)


def show_first(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as changed:
        found = commands.make_default(actor=actor_of(request), score_model=one_score_model(pk))
    return _done(request, f"{found.name} is shown first", changed)


def archive(request: HttpRequest, pk: int) -> HttpResponse:
    with watched() as changed:
        found = commands.archive_score_model(actor=actor_of(request), score_model=one_score_model(pk))
    return _done(request, f"{found.name} is offered no longer", changed)


def new_driver(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _planner(request)
    found = one_score_model(pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made = commands.add_driver(actor=actor, score_model=found, **said)
        return f"{made.name} counts", page

    page = reverse("planning:score_model", args=[pk])
    form = DriverForm(request.POST or None)
    return ask(request, form=form, title="New driver", verb="Add", save=save, page=page)


def driver(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _planner(request)
    found = one_driver(pk)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.change_driver(actor=actor, driver=found, **said)
        return f"Changed {found.name}", page

    page = reverse("planning:score_model", args=[found.score_model_id])
    initial = {name: getattr(found, name) for name in DriverForm.base_fields}
    form = DriverForm(request.POST or None, initial=initial)
    return ask(request, form=form, title=found.name, verb="Save", save=save, page=page, about=found)


def remove_driver(request: HttpRequest, pk: int) -> HttpResponse:
    found = one_driver(pk)
    with watched() as changed:
        commands.remove_driver(actor=actor_of(request), driver=found)
    return _done(request, f"{found.name} counts no longer", changed, found.score_model_id)


def _ask_for(request: HttpRequest, pk: int | None) -> HttpResponse:
    actor = _planner(request)
    found = one_score_model(pk) if pk else None

    def save(said: dict[str, Any]) -> tuple[str, str]:
        if found is None:
            made = commands.create_score_model(actor=actor, **said)
            return f"{made.name} scores candidates", reverse("planning:score_model", args=[made.pk])
        commands.change_score_model(actor=actor, score_model=found, **said)
        return f"Changed {found.name}", reverse("planning:score_model", args=[found.pk])

    form = ScoreModelForm.of(found, request.POST or None)
    return ask(
        request,
        form=form,
        title=found.name if found else "New score",
        verb="Save" if found else "Make it",
        save=save,
        page=reverse("planning:score_models"),
        about=found,
    )


def _planner(request: HttpRequest) -> Any:
    actor = actor_of(request)
    if not policies.may_plan(actor):
        raise NotAllowed(WHO_MAY)
    return actor


def _done(request: HttpRequest, said: str, changed: Recording, pk: int | None = None) -> HttpResponse:
    toast(request, said, undo=changed.undo_url)
    target = reverse("planning:score_model", args=[pk]) if pk else reverse("planning:score_models")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return redirect(target)
