"""Speaks to the engine about kinds: learns from what people said each piece is, and suggests for others."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from django.db.models import QuerySet

from northing.insight.models import Feedback, Suggestion
from northing_engine.kinds import Example, KindClassifier, Text, starter_examples

LEARNS_FROM = 4_000  # of the latest pieces; older ones say little more and cost as much
LEARNS_EVERY = 25  # more decisions of people


class Guess(NamedTuple):
    """What a piece probably is; `sureness` is a chance, 0 to 1."""

    feedback: int
    kind: str
    sureness: float


def guesses(pieces: Sequence[Feedback]) -> list[Guess]:
    """One for each piece, in order."""
    found = _classifier(_decisions() // LEARNS_EVERY).suggest([_text(piece) for piece in pieces])
    return [Guess(piece.pk, *guess.likeliest) for piece, guess in zip(pieces, found, strict=True)]


@lru_cache(maxsize=1)
def _classifier(learnt: int) -> KindClassifier:  # noqa: ARG001  the number says when it is to be learnt anew
    """From our own examples, and from theirs, which soon outweigh ours. Seconds for thousands of pieces."""
    latest = _said_by_people().defer("words").order_by("-received_at", "-pk")[:LEARNS_FROM]
    theirs = [Example(_text(piece), frozenset({piece.kind})) for piece in latest]
    return KindClassifier.learn([*starter_examples(), *theirs])


def _decisions() -> int:
    return _said_by_people().count() + Suggestion.objects.exclude(decided_at=None).count()


def _said_by_people() -> QuerySet[Feedback]:
    return Feedback.objects.standing().exclude(kind="")


def _text(piece: Feedback) -> Text:
    return Text(piece.title, piece.text, piece.stars, piece.source)
