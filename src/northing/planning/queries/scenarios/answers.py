"""Who asked for what is not done now, and the answer that can be sent to them as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from northing.insight.models import Feedback, FeedbackState, Highlight, Opportunity
from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Feature, FeatureOpportunity, Key
from northing.planning.queries.scenarios import quarters
from northing.ui import formatting

MOST = 200


@dataclass(frozen=True, slots=True)
class Declined:
    """What is not done now: until which quarter (None: not planned), and when it is looked at again."""

    key: Key
    until: date | None = None
    revisit_on: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one piece of feedback is answered with."""

    piece: Feedback
    text: str


def answers(actor: Member, declined: Mapping[Key, Declined]) -> list[Answer]:
    """To every piece that still waits for one and asks for something declined: the newest first, each once."""
    problems = _problems(declined)
    seen = Opportunity.objects.visible_to(actor).standing()
    waiting = Feedback.objects.visible_to(actor).standing().filter(answered_at=None)
    found = (
        Highlight.objects.filter(opportunity__in=seen.filter(pk__in=problems), feedback__in=waiting)
        .exclude(feedback__state__in=(FeedbackState.SET_ASIDE, FeedbackState.ANSWERED))
        .select_related("feedback__contact", "feedback__customer", "opportunity")
        .order_by("-feedback__received_at", "pk")
    )
    said: dict[int, Answer] = {}
    for highlight in found[: MOST * 2]:
        if highlight.feedback_id not in said and len(said) < MOST:
            why, name = problems[highlight.opportunity_id]
            text = _text(highlight.feedback, highlight.opportunity.name, name, why, actor)
            said[highlight.feedback_id] = Answer(highlight.feedback, text)
    return list(said.values())


def _problems(declined: Mapping[Key, Declined]) -> dict[int, tuple[Declined, str]]:
    """By opportunity: what is declined of it, and the public name of the feature that would serve it."""
    found = {key.pk: (why, "") for key, why in declined.items() if key.kind == "opportunity"}
    features = {key.pk: why for key, why in declined.items() if key.kind == "feature"}
    open_ones = Feature.objects.filter(product__restricted=True)
    links = FeatureOpportunity.objects.filter(feature__in=features).exclude(feature__in=open_ones)
    for problem, feature, name in links.order_by("pk").values_list(
        "opportunity_id", "feature_id", "feature__public_name"
    ):
        found.setdefault(problem, (features[feature], name))
    return found


def _text(piece: Feedback, problem: str, name: str, why: Declined, actor: Member) -> str:
    """Names what it is called in public, and nothing of why: that is ours."""
    hello = f"Hello {piece.contact.name}," if piece.contact and piece.contact.name else "Hello,"
    what = f"“{name}”" if name else "It"
    if why.until is not None:
        news = f"{what} comes later than we hoped: in {quarters.quarter_named(why.until)}."
    else:
        news = f"{what} is not among what we do next."
    again = ""
    if why.revisit_on is not None:
        day = formatting.long_day(why.revisit_on, clock.today())
        again = f" We look at it again by {day}, and I will write to you then."
    return (
        f"{hello}\n\nthank you for telling us about “{problem}”. We have just decided what we do next."
        f" {news}{again}\n\nIf waiting makes something hard for you, tell me how: that counts when we decide"
        f" again.\n\n{actor.name}"
    )
