"""Typing a range into one cell. The answer is the cell, or the editor and what is wrong; the page asks for what
follows from it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.planning import commands
from northing.planning.commands import Saying
from northing.planning.forms.prioritise import EvidenceForm
from northing.planning.forms.ranges import checked, read_range
from northing.planning.prioritising.board import asked_of
from northing.planning.prioritising.one import one
from northing.planning.prioritising.weighing import Asked
from northing.planning.queries import live_inputs
from northing.planning.queries.live_inputs import source_names
from northing.planning.queries.prioritise.candidates import Candidate, candidates, key_named
from northing.planning.queries.prioritise.fields import Field
from northing.planning.queries.prioritise.inputs import SaidFully, said_of
from northing.planning.views.prioritise.page import asked_in
from northing.ui.in_place import ask

ENDS = ("low", "likely", "high")


def cell(request: HttpRequest, key: str, field: str) -> HttpResponse:
    """GET: the editor of a cell. POST: write it."""
    each, about, asked = _place(request, key, field)
    if request.method == "GET":
        said = said_of(each.key).get(field)
        return HttpResponse(_editor(request, each, about, _written(about, said), said))
    typed = {end: request.POST.get(end, "") for end in (*ENDS, "live")}
    try:
        saying = _saying(request, each, about, typed)
        with watched() as change:
            commands.say_inputs(actor=actor_of(request), sayings=[saying])
    except Refused as refusal:
        editor = _editor(request, each, about, typed, said_of(each.key).get(field), refusal)
        cell = format_html('<td class="rr editing" data-cell="{}">{}</td>', field, editor)
        return HttpResponse(cell, status=422)
    toast(request, f"{about.name.capitalize()} of {each.name} changed", undo=change.undo_url)
    now = one(actor_of(request), each, field, asked, as_said=asked_in(request).as_said)
    live = [now.said.live] if now.said is not None and now.said.live else []
    context = {
        "candidate": each,
        "field": about,
        "one": now,
        "origins": source_names(actor_of(request), live),
    }
    return render(request, "planning/prioritise/written.html", context)


def evidence(request: HttpRequest, key: str, field: str) -> HttpResponse:
    """A dialog for what a number rests on."""
    each, about, _ = _place(request, key, field)
    said = said_of(each.key).get(field)
    if said is None:
        raise Refused(f"Nobody has said the {about.name} of {each.name} yet.")
    if about.key == "effort" and each.key.kind == "feature":
        raise Refused("The effort of a feature is its estimate: say on its page what it rests on.")
    form = EvidenceForm(request.POST or None, initial={"evidence": said.evidence})
    numbers = said.said.low, said.said.likely, said.said.high

    def save(typed: dict[str, Any]) -> tuple[str, str]:
        saying = Saying(each.key, field, numbers, evidence=typed["evidence"], live=said.said.live)
        commands.say_inputs(actor=actor_of(request), sayings=[saying])
        back = request.headers.get("HX-Current-URL") or reverse("planning:prioritise")
        return f"Said what the {about.name} of {each.name} rests on", back

    return ask(
        request,
        form=form,
        title=f"{about.name.capitalize()} of {each.name}",
        verb="Say it",
        save=save,
        page=reverse("planning:prioritise"),
    )


def _place(request: HttpRequest, key: str, field: str) -> tuple[Candidate, Field, Asked]:
    """The candidate and the field that are meant, and what the model asks: another field is none."""
    named = key_named(key)
    each = candidates(actor_of(request), {named}).get(named)
    asked = asked_of(asked_in(request))
    about = next((one for one in asked.fields if one.key == field), None) if asked is not None else None
    if each is None or asked is None or about is None:
        raise Http404
    if about.counted:
        raise Refused(f"The {about.name} is not typed here: it is counted, or stands on the candidate's page.")
    if not each.may_change:
        raise NotAllowed(f"{each.name} is not yours to score. Ask {each.owner or 'a head of product'}.")
    return each, about, asked


def _saying(request: HttpRequest, each: Candidate, field: Field, typed: dict[str, str]) -> Saying:
    """The range, or the source that was chosen; a range typed over a source that stands takes that back."""
    source, is_typed = typed["live"], any(typed[end].strip() for end in ENDS)
    if not source or (is_typed and _comes_from(each, field, source)):
        return Saying(each.key, field.key, read_range(field, *(typed[end] for end in ENDS)))
    if not _may_come(each, field):
        raise Refused(live=f"The {field.name} of {each.name} is what a person says: type a range.")
    value = live_inputs.value_today(actor_of(request), each.key, source)
    try:
        checked(field, (value, value, value))
    except Refused as refusal:
        raise Refused(live=f"It is {field.write(value)} today. {refusal}") from None
    return Saying(each.key, field.key, None, live=source)


def _comes_from(each: Candidate, field: Field, source: str) -> bool:
    said = said_of(each.key).get(field.key)
    return said is not None and said.said.live == source


def _may_come(each: Candidate, field: Field) -> bool:
    """A chance is a judgement, and the effort of a feature is its estimate: neither comes from data."""
    return not field.share and not (field.key == "effort" and each.key.kind == "feature")


def _written(field: Field, fully: SaidFully | None) -> dict[str, str]:
    """As the editor begins; empty where it comes by itself, so that what is typed is meant."""
    if fully is None or fully.said.live:
        return dict.fromkeys(ENDS, "") | {"live": fully.said.live if fully is not None else ""}
    if fully.said.is_point:
        return {"low": "", "likely": field.typed(fully.said.likely), "high": "", "live": ""}
    return {end: field.typed(getattr(fully.said, end)) for end in ENDS} | {"live": ""}


def _editor(
    request: HttpRequest,
    each: Candidate,
    field: Field,
    typed: dict[str, str],
    said: SaidFully | None,
    refusal: Refused | None = None,
) -> str:
    wrong = next((end for end in (*ENDS, "live") if refusal is not None and end in refusal.errors), "")
    context = {
        "candidate": each,
        "field": field,
        "ends": [(end, typed[end], end == (wrong or "likely"), end == wrong) for end in ENDS],
        "sources": _sources(request, typed["live"]) if _may_come(each, field) else [],
        "live": typed["live"],
        "live_wrong": wrong == "live",
        "said": said,
        **_arriving(request, each, field, said),
        "problem": str(refusal) if refusal is not None else "",
    }
    return render_to_string("planning/prioritise/editor.html", context, request)


def _sources(request: HttpRequest, chosen: str) -> list[tuple[str, str]]:
    """The choice in the editor; one that the actor may not see stays chosen, under no name of its own."""
    found = live_inputs.sources(actor_of(request))
    unseen = chosen and chosen not in dict(found)
    return [*found, (chosen, live_inputs.UNSEEN)] if unseen else found


def _arriving(request: HttpRequest, each: Candidate, field: Field, said: SaidFully | None) -> dict[str, str]:
    """From where the number comes by now, and what it is today."""
    if said is None or not said.said.live:
        return {}
    actor, source = actor_of(request), said.said.live
    value = live_inputs.live_values(actor, [(each.key, source)]).get((each.key, source), said.said.likely)
    return {
        "comes_from": live_inputs.source_names(actor, [source])[source],
        "today": field.write(value),
    }
