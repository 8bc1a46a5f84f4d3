"""Feedback by hand: one piece, or a pasted text that becomes several."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import policies
from northing.insight.commands.bringing import Incoming, add_pieces
from northing.insight.commands.feedback import VIEWERS_READ
from northing.insight.forms.adding import MOST_PIECES, AddForm, known_customers, pieces_in
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of


def add(request: HttpRequest) -> HttpResponse:
    """A POST with `split` shows the pieces that the text holds; any other adds what it holds."""
    actor = actor_of(request)
    if not policies.may_triage(actor):
        raise NotAllowed(VIEWERS_READ)
    form = AddForm(request.POST or None, request.FILES or None, actor=actor)
    pieces = [text for text in request.POST.getlist("piece") if text.strip()]
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "split" in request.POST:
            pieces = pieces_in(text)
            if len(pieces) > MOST_PIECES:
                form.add_error("text", f"This holds {len(pieces):,} pieces. Bring them as a file instead.")
                pieces = []
        else:
            try:
                return _added(request, form, pieces or [text])
            except Refused as refusal:
                refused(form, refusal)
    context = {
        "form": form,
        "pieces": pieces,
        "customers": known_customers(),
        "may_bring": policies.may_curate(actor),
        "may_connect": policies.may_set_rules(actor),
    }
    return render(request, "insight/add.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, form: AddForm, texts: list[str]) -> HttpResponse:
    actor, common = actor_of(request), form.common()
    files = [(file.name, file) for file in form.cleaned_data["file"]]
    with watched() as change:
        ids = add_pieces(actor=actor, pieces=[Incoming(text, **common) for text in texts], files=files)
    said = f"Added {len(ids)} pieces" if len(ids) > 1 else "Added it to the inbox"
    toast(request, said, undo=f"{change.undo_url}?to={reverse('insight:inbox')}" if change.undo_url else "")
    return redirect(f"{reverse('insight:inbox')}?piece={ids[0]}")
