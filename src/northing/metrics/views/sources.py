"""Where values come from: feeds, programs and files, with the log of all of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.toasts import toast
from northing.metrics import commands, policies
from northing.metrics.forms.feeds import DestinationForm, FeedForm
from northing.metrics.queries import sources as queries
from northing.organisation.request import actor_of
from northing.ui import formatting
from northing.ui.in_place import ask


def sources(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not policies.may_bring_values(actor):
        raise NotAllowed(commands.BROUGHT_BY)
    keeps = policies.may_keep_feeds(actor)
    context = {
        "feeds": queries.feed_lines() if keeps else [],
        "keeps": keeps,
        "late": queries.late_sources(actor),
        "deliveries": queries.deliveries(actor),
    }
    return render(request, "metrics/sources.html", context)


def feed(request: HttpRequest, pk: int) -> HttpResponse:
    _for_keepers(request)
    actor, found = actor_of(request), queries.feed(pk)
    context = {
        "feed": found,
        "lines": queries.series_lines(found),
        "deliveries": queries.deliveries(actor, found),
    }
    return render(request, "metrics/feed.html", context)


def new_feed(request: HttpRequest) -> HttpResponse:
    """A dialog; what it says is read before it is kept."""
    _for_keepers(request)
    return _ask(request, None, "A feed", reverse("metrics:sources"))


def change_feed(request: HttpRequest, pk: int) -> HttpResponse:
    _for_keepers(request)
    return _ask(request, queries.feed(pk), "The feed", reverse("metrics:feed", args=[pk]))


def try_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it, and keep nothing."""
    _for_keepers(request)
    try:
        tried = commands.try_feed(actor=actor_of(request), feed=queries.feed(pk))
    except Refused as refusal:
        toast(request, f"It does not work yet. {refusal}", failure=True)
    else:
        values, metrics = formatting.counted(tried.values, "value"), formatting.counted(tried.series, "metric")
        said = f"It works. {values} of {metrics}"
        toast(request, said + (f"; {tried.refused:,} cannot be read" if tried.refused else ""))
    return _back(request, reverse("metrics:feed", args=[pk]))


def read_now(request: HttpRequest, pk: int) -> HttpResponse:
    _for_keepers(request)
    commands.ask_reading(actor=actor_of(request), feed=queries.feed(pk))
    toast(request, "It is read within a minute")
    return _back(request, reverse("metrics:feed", args=[pk]))


def forget_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Not to be undone: the password is gone."""
    _for_keepers(request)
    found = queries.feed(pk)
    commands.forget_feed(actor=actor_of(request), feed=found)
    toast(request, f"Forgot {found.name} and its password. The values that came stay")
    return _back(request, reverse("metrics:sources"), leave=True)


def destination(request: HttpRequest, pk: int) -> HttpResponse:
    """Which metric one of a feed's series fills."""
    _for_keepers(request)
    actor, found = actor_of(request), queries.series(pk)
    page = reverse("metrics:feed", args=[found.feed.pk])

    def save(said: dict[str, Any]) -> tuple[str, str]:
        metric = said["metric"]
        commands.send_to(actor=actor, series=found, metric=metric)
        return f"{found.key} goes to {metric.name}" if metric else f"{found.key} is left out", page

    form = DestinationForm(request.POST or None, actor=actor, initial={"metric": found.metric})
    return ask(request, form=form, title=found.key, verb="Save", save=save, page=page, about=found)


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what a file brought, as a whole."""
    actor = actor_of(request)
    found = queries.delivery(actor, pk)
    values = commands.take_back(actor=actor, delivery=found)
    toast(request, f"Took back {formatting.counted(values, 'value')} of {found.name}")
    return _back(request, reverse("metrics:sources"))


def _ask(request: HttpRequest, found: Any, title: str, page: str) -> HttpResponse:
    actor = actor_of(request)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        saved = commands.save_feed(actor=actor, feed=found, **said)
        toast(request, f"{saved.name} can be read" if saved.is_on else "Saved; it is not read by itself")
        return "", reverse("metrics:feed", args=[saved.pk])

    return ask(
        request,
        form=FeedForm(request.POST or None, actor=actor, feed=found),
        title=title,
        lead="It is only read: nothing there is changed. It is tried before it is kept.",
        verb="Try and save",
        save=save,
        page=page,
    )


def _back(request: HttpRequest, page: str, *, leave: bool = False) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": page} if leave else {"HX-Refresh": "true"})
    return redirect(page)


def _for_keepers(request: HttpRequest) -> None:
    if not policies.may_keep_feeds(actor_of(request)):
        raise NotAllowed(commands.KEPT_BY)
