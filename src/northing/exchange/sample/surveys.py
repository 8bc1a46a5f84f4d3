"""What Tarnbrook asked its customers by a link: how much each problem matters, and how four remedies would feel."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import numpy as np

from northing.exchange.sample.moments import act
from northing.exchange.sample.owners import owner_of
from northing.insight import commands as insight
from northing.insight.models import Opportunity, Segment, Survey, SurveyKind
from northing.portfolio.models import Product

SEED = 513
ASKED, OPEN_FOR = timedelta(days=52), timedelta(days=21)
SHARE = 0.9  # of the questions, that one who answers does not leave out
WHO = {"Enterprise": 22, "Mid-market": 44, "Small": 56}
MATTERS = {
    # problem: importance and satisfaction in the middle, 1 to 5, and by how much it matters more to the largest
    "Refund part of an invoice": (4.3, 1.8, 0.4),
    "Change many invoices at once": (3.9, 2.0, -0.8),
    "Pay an invoice from the bank app": (4.2, 2.6, 0.2),
    "Take payments when the network drops": (3.6, 2.3, -0.6),
    "Split a payout by property": (3.2, 2.4, 1.0),
    "Know who will pay late": (3.8, 2.9, 0.3),
    "Remind without souring the relationship": (3.6, 3.1, 0.0),
    "Receive invoices as France asks": (3.4, 2.2, 0.9),
    "One login for many branches": (3.0, 2.7, 1.1),
    "Prove to an auditor who reminded whom, when": (2.8, 2.6, 1.2),
    "Hear about every payout at once": (2.6, 3.3, 0.2),
}
FEELS = {
    # with it, without it, and how often each of the five is chosen for either
    ("You refund one line of an invoice", "You credit all of it and issue it again"): (
        (0.50, 0.34, 0.10, 0.04, 0.02),
        (0.02, 0.02, 0.08, 0.28, 0.60),
    ),
    ("Your customer pays from the bank app", "Your customer types your account number"): (
        (0.62, 0.16, 0.16, 0.04, 0.02),
        (0.02, 0.08, 0.24, 0.38, 0.28),
    ),
    ("Reminders know who disputes", "Everybody gets the same three reminders"): (
        (0.58, 0.08, 0.28, 0.04, 0.02),
        (0.02, 0.10, 0.52, 0.26, 0.10),
    ),
    ("Pages come in a dark theme", "Pages are light"): (
        (0.26, 0.02, 0.60, 0.06, 0.06),
        (0.06, 0.10, 0.72, 0.10, 0.02),
    ),
}
Draw = Callable[[Segment], dict[int, tuple[int, int]]]


def ask_customers(*, now: datetime, products: Mapping[str, Product]) -> None:
    rng = np.random.default_rng(SEED)
    asks = owner_of(products["Billing"])
    known = {row.name: row for row in Opportunity.objects.filter(name__in=MATTERS)}
    began = now - ASKED
    matters, _ = act(
        began,
        insight.create_survey,
        actor=asks,
        kind=SurveyKind.OPPORTUNITY,
        title="What costs you most, autumn",
        introduction="Eleven things that you told us. Leave out what does not concern you.",
        questions=[insight.Asked(name, opportunity=known[name]) for name in MATTERS],
        closes_on=(began + OPEN_FOR).date(),
        asks_segment=True,
    )
    _answer(began, matters, rng, _matters(matters, rng), 1)
    began = now - OPEN_FOR / 2
    feels, _ = act(
        began,
        insight.create_survey,
        actor=asks,
        kind=SurveyKind.KANO,
        title="Four things that we could make",
        questions=[insight.Asked(text, without) for text, without in FEELS],
        asks_segment=True,
    )
    _answer(began, feels, rng, _feels(feels, rng), 2)


def _answer(began: datetime, survey: Survey, rng: np.random.Generator, draw: Draw, one_of: int) -> None:
    """By `one_of` so many of each segment."""
    for segment in Segment.objects.filter(name__in=WHO):
        for _ in range(WHO[segment.name] // one_of):
            after = float(rng.uniform(0.02, 0.48)) * OPEN_FOR
            said = draw(segment)
            kept = {pk: pair for pk, pair in said.items() if rng.random() < SHARE} or said
            act(began + after, insight.answer_survey, survey=survey, answers=kept, segment=segment)


def _matters(survey: Survey, rng: np.random.Generator) -> Draw:
    asked = [(row.pk, MATTERS[row.text]) for row in survey.questions.all()]

    def five(middle: float) -> int:
        return int(np.clip(round(rng.normal(middle, 0.9)), 1, 5))

    def draw(segment: Segment) -> dict[int, tuple[int, int]]:
        large = {"Enterprise": 1.0, "Mid-market": 0.2}.get(segment.name, -0.3)
        return {pk: (five(much + more * large), five(content)) for pk, (much, content, more) in asked}

    return draw


def _feels(survey: Survey, rng: np.random.Generator) -> Draw:
    asked = [(row.pk, FEELS[row.text, row.without]) for row in survey.questions.all()]

    def draw(_: Segment) -> dict[int, tuple[int, int]]:
        return {
            pk: (int(rng.choice(5, p=there)) + 1, int(rng.choice(5, p=missing)) + 1)
            for pk, (there, missing) in asked
        }

    return draw
