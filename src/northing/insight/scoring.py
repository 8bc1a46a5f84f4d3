"""Where the engine weighs opportunities: do they rise, and what did those say who were asked?"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count

from northing.insight.models import Answer, SurveyKind
from northing.insight.queries.opportunity_list import OpportunityRow
from northing.insight.queries.surveys import Heap
from northing_engine.scoring import Kano, Score, kano, score_answers
from northing_engine.series import count_trend

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """`direction`: 1 rises, -1 falls, 0 luck would do. `score` only where a survey asked."""

    direction: int
    score: Score | None

    @property
    def word(self) -> str:
        return {1: "rising", -1: "falling"}.get(self.direction, "steady")


def readings(rows: Iterable[OpportunityRow], today: date) -> dict[int, Reading]:
    """As many queries for one row as for all."""
    known = list(rows)
    scores = scores_of([row.opportunity.pk for row in known])
    return {
        row.opportunity.pk: Reading(direction(row.evidence.months, today), scores.get(row.opportunity.pk))
        for row in known
    }


def direction(months: tuple[int, ...], today: date) -> int:
    """Of pieces a month, the last of which is not over yet."""
    watched = [1.0] * (len(months) - 1) + [today.day / monthrange(today.year, today.month)[1]]
    return count_trend(months, watched).direction


def scores_of(opportunities: Collection[int]) -> dict[int, Score]:
    """From all answers of surveys on importance and satisfaction; the same each time it is asked."""
    answers: dict[int, list[tuple[int, int]]] = defaultdict(list)
    counted = (
        Answer.objects.filter(
            question__opportunity__in=opportunities, question__survey__kind=SurveyKind.OPPORTUNITY
        )
        .order_by()
        .values_list("question__opportunity", "first", "second")
        .annotate(Count("pk"))
    )
    for pk, first, second, times in counted:
        answers[pk] += [(first, second)] * times
    found = {pk: score_answers(said, np.random.default_rng(pk), draws=DRAWS) for pk, said in answers.items()}
    return {pk: score for pk, score in found.items() if score is not None}


def kano_of(heap: Heap) -> Kano:
    """Answers are kept as 1 to 5; the engine's table begins at 0. The same each time it is asked."""
    rng = np.random.default_rng(heap.question)
    return kano([(present - 1, absent - 1) for present, absent in heap.pairs], rng, draws=DRAWS)


def score_of(heap: Heap) -> Score | None:
    return score_answers(heap.pairs, np.random.default_rng(heap.question), draws=DRAWS)
