"""Speaks to the engine about kinds and products: learns from what people said of each piece, and suggests."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from northing.insight.models import Feedback, Sorted, Suggestion
from northing.portfolio.models import Product
from northing_engine.kinds import Example, KindClassifier, Text, starter_examples
from northing_engine.similarity.sureness import Sureness, learn_sureness

LEARNS_FROM = 4_000  # of the latest pieces; older ones say little more and cost as much
LEARNS_EVERY = 25  # more decisions of people


class Guess(NamedTuple):
    """What a piece probably is, or is about; `sureness` is a chance, 0 to 1."""

    feedback: int
    value: str
    sureness: float


def guesses(field: str, pieces: Sequence[Feedback]) -> list[Guess]:
    """One for each piece, in order; none while there is nothing to choose from."""
    classifier = _classifier(field, _decisions(field) // LEARNS_EVERY)
    if classifier is None:
        return []
    read = _reader(field)
    found = classifier.suggest([read(piece) for piece in pieces])
    return [Guess(piece.pk, *guess.likeliest) for piece, guess in zip(pieces, found, strict=True)]


def sure_from(field: str, wanted: float) -> Sureness | None:
    """From which sureness on people confirmed at least `wanted` of what was suggested, at 95 % confidence."""
    decided = Suggestion.objects.filter(field=field).exclude(decided="")
    rows = list(decided.values_list("sureness", "value", "decided"))
    return learn_sureness([row[0] for row in rows], [row[1] == row[2] for row in rows], wanted)


@lru_cache(maxsize=4)
def _classifier(field: str, learnt: int) -> KindClassifier | None:  # noqa: ARG001  says when it is learnt anew
    """From our own examples, and from theirs, which soon outweigh ours. Seconds for thousands of pieces."""
    latest = _said_by_people(field).defer("words").order_by("-received_at", "-pk")[:LEARNS_FROM]
    read = _reader(field)
    theirs = [Example(read(piece), frozenset({_said(field, piece)})) for piece in latest]
    ours = starter_examples() if field == Sorted.KIND else _named_products()
    try:
        return KindClassifier.learn([*ours, *theirs])
    except ValueError:  # fewer than two products
        return None


def _named_products() -> list[Example]:
    """To begin with a piece is about the product whose name stands in it."""
    said = [(pk, text) for pk, name in _names() for text in (name, f"In {name}", f"{name} is")]
    return [Example(Text("", text, source=f"names {pk}"), frozenset({str(pk)})) for pk, text in said]


def _names() -> list[tuple[int, str]]:
    """Restricted products are never suggested: a piece about one is hidden from most people."""
    return list(Product.objects.filter(restricted=False).values_list("pk", "name"))


def _decisions(field: str) -> int:
    decided = Suggestion.objects.filter(field=field).exclude(decided_at=None)
    return _said_by_people(field).count() + decided.count()


def _said_by_people(field: str) -> QuerySet[Feedback]:
    """Not what the classifier said alone: it would only learn to be surer of itself."""
    alone = Suggestion.objects.filter(feedback=OuterRef("pk"), field=field, applied=True, decided="")
    standing = Feedback.objects.standing().exclude(Exists(alone))
    if field == Sorted.KIND:
        return standing.exclude(kind="")
    return standing.filter(product__restricted=False)


def _said(field: str, piece: Feedback) -> str:
    return piece.kind if field == Sorted.KIND else str(piece.product_id)


def _reader(field: str) -> Callable[[Feedback], Text]:
    """What is read of a piece: where its product is asked for, the one product that it names counts as much as
    where a piece came from does for its kind."""
    if field == Sorted.KIND:
        return lambda piece: Text(piece.title, piece.text, piece.stars, piece.source)
    named = [(pk, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)) for pk, name in _names()]

    def read(piece: Feedback) -> Text:
        found = [pk for pk, name in named if name.search(piece.title) or name.search(piece.text)]
        return Text(piece.title, piece.text, source=f"names {found[0]}" if len(found) == 1 else "")

    return read
