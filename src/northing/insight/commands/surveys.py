"""Asking customers by a link, and keeping what they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from northing.insight import policies
from northing.insight.commands.rows import check
from northing.insight.models import Answer, Opportunity, Question, Segment, Survey, SurveyKind
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.tokens import new_token, token_hash

MOST = 25
NOT_YOURS = "Surveys are made by product managers and heads."


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. Kano asks `text` for when it is there and `without` for when it is not."""

    text: str
    without: str = ""
    opportunity: Opportunity | None = None


def create_survey(
    *,
    actor: Member,
    kind: str,
    title: str,
    questions: Sequence[Asked],
    introduction: str = "",
    closes_on: date | None = None,
    asks_segment: bool = False,
    reason: str = "",
) -> tuple[Survey, str]:
    """The survey and the secret of its link, which is shown once and of which only the hash is kept."""
    with recorded(actor=actor, command="insight.create_survey", reason=reason):
        _must_curate(actor)
        if not 0 < len(questions) <= MOST:
            raise Refused(questions=f"Ask 1 to {MOST} things.")
        if kind == SurveyKind.KANO and not all(asked.without.strip() for asked in questions):
            raise Refused(questions="Kano asks twice: say for each how it is without it, too.")
        token = new_token()
        survey = Survey(
            kind=kind,
            title=title.strip(),
            introduction=introduction.strip(),
            closes_on=closes_on,
            asks_segment=asks_segment,
            token_hash=token_hash(token),
            made_by=actor,
            made_at=clock.now(),
        )
        check(survey)
        survey.save(force_insert=True)
        for at, asked in enumerate(questions):
            _ask(actor, survey, at, asked)
    return survey, token


def close_survey(*, actor: Member, survey: Survey) -> Survey:
    """Its link takes no more answers."""
    with recorded(actor=actor, command="insight.close_survey"):
        found = _locked(actor, survey)
        if found.closed_at is None:
            found.closed_at = clock.now()
            found.save(update_fields=["closed_at"])
    return found


def new_survey_link(*, actor: Member, survey: Survey) -> str:
    """Another secret; the one before opens nothing any more."""
    with recorded(actor=actor, command="insight.new_survey_link"):
        found, token = _locked(actor, survey), new_token()
        found.token_hash = token_hash(token)
        found.save(update_fields=["token_hash"])
    return token


def answer_survey(
    *, survey: Survey, answers: Mapping[int, tuple[int, int]], segment: Segment | None = None
) -> None:
    """By somebody outside, of whom nothing is kept but what they say: question -> two answers of 1 to 5."""
    found = Survey.objects.filter(pk=survey.pk).first()
    if found is None or not found.takes_answers(clock.today()):
        raise Refused("This survey is closed. Thank you all the same.")
    known = set(found.questions.values_list("pk", flat=True))
    if not answers or set(answers) - known:
        raise Refused("Answer at least one question, with both of its parts.")
    if any(not (1 <= each <= 5) for pair in answers.values() for each in pair):
        raise Refused("Choose one of the five answers.")
    respondent, now = uuid4(), clock.now()
    Answer.objects.bulk_create(
        Answer(
            question_id=pk, respondent=respondent, segment=segment, first=first, second=second, answered_at=now
        )
        for pk, (first, second) in answers.items()
    )


def _ask(actor: Member, survey: Survey, at: int, asked: Asked) -> None:
    of = asked.opportunity
    if of is not None and not Opportunity.objects.visible_to(actor).standing().filter(pk=of.pk).exists():
        raise NotVisible
    question = Question(
        survey=survey, opportunity=of, text=asked.text.strip(), without=asked.without.strip(), position=at
    )
    check(question)
    question.save(force_insert=True)


def _locked(actor: Member, survey: Survey) -> Survey:
    found = Survey.objects.select_for_update(of=("self",)).filter(pk=survey.pk).first()
    if found is None:
        raise NotVisible
    _must_curate(actor)
    return found


def _must_curate(actor: Member) -> None:
    if not policies.may_curate(actor):
        raise NotAllowed(NOT_YOURS)
