"""Scoring alone, on a phone too: start a round, say, wait, see who is furthest apart, settle with a reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.forms import refused
from northing.kernel.numbers import whole
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import policies, prioritising
from northing.planning.commands.scoring import first_score_model
from northing.planning.commands.scoring.rounds import WHO_MAY, say_alone, settle, start_round
from northing.planning.forms.ranges import read_range
from northing.planning.forms.rounds import FIRST, LISTED, ChoiceForm, RoundForm
from northing.planning.prioritising.weighing import asked_by
from northing.planning.queries.prioritise.fields import Field
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from northing.planning.queries.rounds import Part, Range, Round, is_seen, one_round, rounds
from northing.planning.queries.score_models import one_score_model
from northing.planning.scoring.rounds import compared

ENDS = ("low", "likely", "high")


def listing(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "rounds": [(each, is_seen(each)) for each in rounds(actor)],
        "may_plan": policies.may_plan(actor),
    }
    return render(request, "planning/scoring/rounds.html", context)


def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_plan(actor):
        raise NotAllowed(WHO_MAY)
    if request.method == "POST":
        first_score_model(actor=actor)
    elif request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": request.get_full_path()})
    wanted = PrioritiseFilter.parse(request.GET)
    shown = prioritising.board(actor, wanted).shown
    asked = whole(request.GET.get("first", ""))
    first = FIRST if asked is None else min(asked, LISTED)
    picked = frozenset(request.GET.getlist("candidate"))
    form = RoundForm(shown, picked, first, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            model = one_score_model(said["score_model"].pk)
            made = start_round(
                actor=actor,
                name=said["name"],
                score_model=model,
                keys=form.keys(),
                fields=[field.key for field in asked_by(model).fields],
                members=list(said["people"]),
                until=said["until"],
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            toast(request, f"Started {made.name}: everybody who is asked hears of it")
            return redirect("planning:round", pk=made.pk)
    context = {"form": form, "choice": ChoiceForm(actor, wanted, first), "count": len(shown)}
    return render(request, "planning/scoring/new_round.html", context, status=422 if form.errors else 200)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """While it is hidden one's own numbers to write; then everybody's, furthest apart first."""
    actor = actor_of(request)
    found = one_round(actor, pk)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            said = _said(request, found)
            say_alone(actor=actor, of=found.of, said=said, done="done" in request.POST)
        except Refused as refusal:
            problems = refusal.errors
        else:
            toast(request, "Kept. Nobody sees it before all are done, or time is up")
            return redirect("planning:round", pk=pk)
    context: dict[str, Any] = {"found": found, "problems": problems.items()}
    if found.is_seen:
        context["parts"] = [(part, compared(found, part)) for part in found.parts]
    else:
        given = request.POST if problems else None
        context["parts"] = [
            (part, [(field, _written(given, actor.pk, part, field)) for field in found.fields])
            for part in found.parts
        ]
        context["done"] = any(each.is_done for each in found.asked if each.member == actor)
    return render(request, "planning/scoring/round.html", context, status=422 if problems else 200)


def settled(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """The numbers of one candidate that stand, and why."""
    actor = actor_of(request)
    found = one_round(actor, pk)
    mine = next((each for each in found.parts if each.row.pk == part), None)
    if mine is None:
        raise NotVisible
    try:
        said = {
            field.key: numbers
            for field in found.fields
            if (numbers := read_range(field, *_typed(request, field.key))) is not None
        }
        with watched() as change:
            settle(actor=actor, part=mine.row, said=said, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        context = {
            "found": found,
            "problems": [(mine.candidate.name, str(refusal))],
            "parts": [(each, compared(found, each)) for each in found.parts],
        }
        return render(request, "planning/scoring/round.html", context, status=422)
    toast(request, f"Settled {mine.candidate.name}", undo=change.undo_url)
    return redirect(f"{reverse('planning:round', args=[pk])}#{mine.key}")


def _said(request: HttpRequest, found: Round) -> dict[tuple[Any, str], Range | None]:
    """Every cell of the page; refused with all that is wrong, each under its candidate and field."""
    said: dict[tuple[Any, str], Range | None] = {}
    problems: dict[str, str] = {}
    for part in found.parts:
        for field in found.fields:
            try:
                said[part.key, field.key] = read_range(field, *_typed(request, f"{part.key}.{field.key}"))
            except Refused as refusal:
                problems[f"{part.candidate.name}, {field.name}"] = str(refusal)
    if problems:
        raise Refused(**problems)
    return said


def _typed(request: HttpRequest, name: str) -> tuple[str, str, str]:
    low, likely, high = (request.POST.get(f"{name}.{end}", "") for end in ENDS)
    return low, likely, high


def _written(given: Any, member: int, part: Part, field: Field) -> list[tuple[str, str, str]]:
    """End, the name of its input, and what stands in it."""
    own = part.said[field.key].get(member)
    name = f"{part.key}.{field.key}"
    texts = [field.typed(number) for number in own] if own else ["", "", ""]
    if given is not None:
        texts = [given.get(f"{name}.{end}", "") for end in ENDS]
    return [(end, f"{name}.{end}", text) for end, text in zip(ENDS, texts, strict=True)]
