"""Surveys: making one, sharing its link, reading what was answered."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.forms.surveys import SurveyForm
from northing.insight.queries import opportunity_page
from northing.insight.queries import surveys as queries
from northing.insight.scoring import kano_of, score_of
from northing.insight.views.opportunity import must_curate
from northing.kernel import clock
from northing.kernel.numbers import whole
from northing.kernel.toasts import toast
from northing.organisation.history import watched
from northing.organisation.request import actor_of
from northing.ui.in_place import ask

if TYPE_CHECKING:
    from northing.insight.models import Survey

LINK = "survey-link-{}"


def surveys(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {"surveys": queries.surveys(), "may_curate": policies.may_curate(actor), "today": clock.today()}
    return render(request, "insight/surveys.html", context)


def new_survey(request: HttpRequest) -> HttpResponse:
    """A dialog; `?about=` an opportunity begins with its name. The link is shown once, on the survey's page."""
    actor = actor_of(request)
    must_curate(actor)
    asked = whole(request.GET.get("about", ""))
    about = None if asked is None else opportunity_page.opportunity(actor, asked)

    def save(said: dict[str, Any]) -> tuple[str, str]:
        made, token = commands.create_survey(actor=actor, **said)
        request.session[LINK.format(made.pk)] = token
        return f"Made the survey {made.title}", reverse("insight:survey", args=[made.pk])

    return ask(
        request,
        form=SurveyForm(actor, about, request.POST or None),
        title="New survey",
        lead="Its link opens without signing in. Who answers is not recorded.",
        verb="Make",
        save=save,
        page=reverse("insight:surveys"),
    )


def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """What was answered, by question and segment; what is unclear is said so."""
    actor, found = actor_of(request), queries.survey(pk)
    token = request.session.pop(LINK.format(pk), "")
    context = {
        "survey": found,
        "results": _results(actor, found),
        "link": request.build_absolute_uri(reverse("insight:answer_survey", args=[token])) if token else "",
        "open": found.takes_answers(clock.today()),
        "may_curate": policies.may_curate(actor),
    }
    return render(request, "insight/survey.html", context)


def close_survey(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.survey(pk)
    with watched() as change:
        commands.close_survey(actor=actor_of(request), survey=found)
    toast(request, f"Closed {found.title}", undo=change.undo_url)
    return redirect("insight:survey", pk=pk)


def new_survey_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The link before opens nothing any more."""
    token = commands.new_survey_link(actor=actor_of(request), survey=queries.survey(pk))
    request.session[LINK.format(pk)] = token
    toast(request, "Made a new link. The one before opens nothing any more")
    return redirect("insight:survey", pk=pk)


def _results(actor: Any, found: "Survey") -> list[dict[str, Any]]:
    """A question with its rows: everybody, then each segment."""
    segments = {row.pk: row.name for row in queries.segments()}
    by_question: dict[int, list[Any]] = {}
    for heap in queries.heaps(found):
        by_question.setdefault(heap.question, []).append(heap)
    weigh = kano_of if found.kind == "kano" else score_of
    return [
        {
            "question": question,
            "rows": [
                {
                    "who": segments.get(heap.segment, "Everybody") if heap.segment else "Everybody",
                    "of": weigh(heap),
                }
                for heap in sorted(
                    by_question.get(question.pk, []),
                    key=lambda heap: (heap.segment is not None, -len(heap.pairs)),
                )
            ],
        }
        for question in queries.questions_of(actor, found)
    ]
