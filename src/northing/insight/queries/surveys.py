"""Surveys: which there are, the one that a link opens, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from northing.insight.models import Answer, Opportunity, Question, Segment, Survey
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.organisation.tokens import token_hash


@dataclass(frozen=True, slots=True)
class Heap:
    """How often each pair of answers was given to one question by one segment; None: by everybody."""

    question: int
    segment: int | None
    pairs: tuple[tuple[int, int], ...]


def surveys() -> Sequence[Survey]:
    """The latest first, each with how many answered."""
    counted = Count("questions__answers__respondent", distinct=True)
    return list(Survey.objects.annotate(respondents=counted).select_related("made_by"))


def survey(pk: int) -> Survey:
    found = Survey.objects.select_related("made_by").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def questions_of(actor: Member, found: Survey) -> Sequence[Question]:
    """All of them; one about an opportunity that the actor may not see is told without its name."""
    visible = Opportunity.objects.visible_to(actor)
    questions = found.questions.filter(Q(opportunity=None) | Q(opportunity__in=visible))
    return list(questions.prefetch_related(Prefetch("opportunity", visible)))


def opened_by(token: str) -> Survey:
    """The survey behind a link. A wrong secret is no address."""
    found = Survey.objects.filter(token_hash=token_hash(token)).prefetch_related("questions").first()
    if found is None:
        raise NotVisible
    return found


def segments() -> Sequence[Segment]:
    return list(Segment.objects.all())


def segment(pk: int | None) -> Segment | None:
    return Segment.objects.filter(pk=pk).first() if pk else None


def heaps(found: Survey) -> list[Heap]:
    """Two queries' worth of rows for any number of answers: pairs are counted where they are kept."""
    counted = (
        Answer.objects.filter(question__survey=found)
        .order_by()
        .values_list("question_id", "segment_id", "first", "second")
        .annotate(Count("pk"))
    )
    by: dict[tuple[int, int | None], list[tuple[int, int]]] = {}
    for question, of, first, second, times in counted:
        pairs = [(first, second)] * times
        by.setdefault((question, None), []).extend(pairs)
        if of is not None:
            by.setdefault((question, of), []).extend(pairs)
    return [Heap(question, of, tuple(pairs)) for (question, of), pairs in by.items()]
