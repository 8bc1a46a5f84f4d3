"""Where the engine weighs opportunities: do they rise, and what did those say who were asked?"""

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count

from northing.insight.models import Answer, SurveyKind
from northing.insight.queries.opportunity_list import OpportunityRow
from northing.insight.queries.surveys import Heap
from northing_engine.scoring import Kano, Score, kano, point_score, score_answers
from northing_engine.series import count_trend

DRAWS = 1000
FAR = 2.0  # of 20
FEWEST = 5  # answers of a segment that are told as its own
Pairs = list[tuple[int, int]]
Segments = dict[str, Pairs]


@dataclass(frozen=True, slots=True)
class Reading:
    """`direction`: 1 rises, -1 falls, 0 luck would do. `score` only where a survey asked; `segments`: the names
    of those that were asked, each with its own."""

    direction: int
    score: Score | None
    segments: tuple[tuple[str, float], ...] = ()

    @property
    def apart(self) -> tuple[str, float] | None:
        """The segment whose score is furthest from everybody's, if that is far."""
        if self.score is None or not self.segments:
            return None
        everybody = self.score.score
        furthest = max(self.segments, key=lambda each: abs(each[1] - everybody))
        return furthest if abs(furthest[1] - everybody) >= FAR else None

    @property
    def word(self) -> str:
        return {1: "rising", -1: "falling"}.get(self.direction, "steady")


def readings(rows: Iterable[OpportunityRow], today: date) -> dict[int, Reading]:
    """As many queries for one row as for all."""
    known = list(rows)
    answers = _answers([row.opportunity.pk for row in known])
    found = {}
    for row in known:
        pk = row.opportunity.pk
        everybody = [pair for pairs in answers[pk].values() for pair in pairs]
        rises = direction(row.evidence.months, today)
        found[pk] = Reading(rises, _score(pk, everybody), _by_segment(answers[pk]))
    return found


def scores(opportunities: Collection[int]) -> dict[int, Score | None]:
    """Of those that customers were asked about in a survey; None for the others."""
    return {
        pk: _score(pk, [pair for pairs in said.values() for pair in pairs])
        for pk, said in _answers(opportunities).items()
    }


def direction(months: tuple[int, ...], today: date) -> int:
    """Of pieces a month, the last of which is not over yet."""
    watched = [1.0] * (len(months) - 1) + [today.day / monthrange(today.year, today.month)[1]]
    return count_trend(months, watched).direction


def _answers(opportunities: Collection[int]) -> dict[int, Segments]:
    """Importance and satisfaction from all answers of surveys, by the segment's name; "" for those of none."""
    found: dict[int, Segments] = {pk: {} for pk in opportunities}
    counted = (
        Answer.objects.filter(
            question__opportunity__in=opportunities, question__survey__kind=SurveyKind.OPPORTUNITY
        )
        .order_by("segment__position", "segment__name", "first", "second")
        .values_list("question__opportunity", "segment__name", "first", "second")
        .annotate(Count("pk"))
    )
    for pk, segment, first, second, times in counted:
        found[pk].setdefault(segment or "", []).extend([(first, second)] * times)
    return found


def _by_segment(answers: Segments) -> tuple[tuple[str, float], ...]:
    """What is needed differs from segment to segment: one score for all of them hides it."""
    return tuple(
        (segment, point_score(said)) for segment, said in answers.items() if segment and len(said) >= FEWEST
    )


def _score(opportunity: int, answers: Pairs) -> Score | None:
    """The same each time it is asked."""
    return score_answers(answers, np.random.default_rng(opportunity), draws=DRAWS) if answers else None


def kano_of(heap: Heap) -> Kano:
    """Answers are kept as 1 to 5; the engine's table begins at 0. The same each time it is asked."""
    rng = np.random.default_rng(heap.question)
    return kano([(present - 1, absent - 1) for present, absent in heap.pairs], rng, draws=DRAWS)


def score_of(heap: Heap) -> Score | None:
    return score_answers(heap.pairs, np.random.default_rng(heap.question), draws=DRAWS)
