"""Answering a survey, without signing in."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from northing.insight import commands
from northing.insight.forms.surveys import AnswerForm
from northing.insight.queries import surveys as queries
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.forms import refused

MOST, WITHIN = 30, 3600  # answers of one address to one survey, and the seconds in which they count
ANSWERED = "answered-survey-{}"
PRIVATE = {
    # The address is a secret, so no other site hears of it. "no-referrer" would hide from ourselves, too, where
    # the form came from, and so refuse it.
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store, private",
}


def answer_survey(request: HttpRequest, token: str) -> HttpResponse:
    """The questions; what is answered is thanked for. One browser answers once."""
    response = _answer(request, token)
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.opened_by(token)
    answered = ANSWERED.format(found.pk)
    context = {"survey": found, "token": token, "form": None, "done": bool(request.session.get(answered))}
    if context["done"] or not found.takes_answers(clock.today()):
        return render(request, "insight/survey_answer.html", context)
    segments = queries.segments() if found.asks_segment else ()
    form = AnswerForm(found.kind, found.questions.all(), segments, request.POST or None)
    context["form"] = form
    if request.method == "POST" and form.is_valid():
        if _too_often(request, found.pk):
            form.add_error(None, "Too many answers came from here. Try again in an hour.")
            return render(request, "insight/survey_answer.html", context, status=429)
        try:
            commands.answer_survey(
                survey=found,
                answers=form.cleaned_data["answers"],
                segment=queries.segment(form.cleaned_data["segment"]),
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            request.session[answered] = True
            return redirect("insight:answer_survey", token=token)
    return render(request, "insight/survey_answer.html", context, status=422 if form.errors else 200)


def _too_often(request: HttpRequest, survey: int) -> bool:
    key = f"survey-{survey}-{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, WITHIN)
    return cache.incr(key) > MOST
