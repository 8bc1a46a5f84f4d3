"""Which problems and which other pieces say what a piece says: the one place that pages ask for likeness."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q

from northing.insight.models import Feedback, KeptApart, Opportunity
from northing.organisation.models import Member

WORDS_ASKED = 12  # the longest words of a text tell most about it
SHORTEST = 4
RECENT = 400  # matches that are looked at more closely
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Like:
    """`pk` of an opportunity or a piece of feedback, and how alike it is, from 0 to 1."""

    pk: int
    similarity: float


def opportunities_like(actor: Member, piece: Feedback, limit: int) -> list[Like]:
    """Open opportunities that the actor may see, likest first."""
    asked = _asked(piece)
    if asked is None:
        return []
    found = Opportunity.objects.visible_to(actor).open().filter(words=asked)
    ranked = found.order_by(SearchRank(F("words"), asked).desc(), "pk")[: 5 * limit]
    return _likest(piece, ranked.values_list("pk", "name", "statement"), limit)


def feedback_like(actor: Member, piece: Feedback, limit: int) -> list[Like]:
    """Other standing pieces that the actor may see, likest first."""
    asked = _asked(piece)
    if asked is None:
        return []
    others = Feedback.objects.visible_to(actor).standing().exclude(pk__in=[piece.pk, *_kept_apart(piece)])
    found = others.filter(words=asked)
    recent = found.order_by("-received_at", "-pk").values("pk")[:RECENT]
    ranked = Feedback.objects.filter(pk__in=recent).order_by(SearchRank(F("words"), asked).desc(), "-pk")
    return _likest(piece, ranked.values_list("pk", "title", "text")[: 5 * limit], limit)


def _kept_apart(piece: Feedback) -> set[int]:
    """The pieces of which somebody said that they are not the same."""
    pairs = KeptApart.objects.filter(Q(feedback=piece) | Q(other=piece)).values_list("feedback_id", "other_id")
    return {pk for pair in pairs for pk in pair}


def _asked(piece: Feedback) -> SearchQuery | None:
    words = sorted(_words(f"{piece.title} {piece.text}"), key=lambda word: (-len(word), word))[:WORDS_ASKED]
    any_of_them = " | ".join(f"'{word}'" for word in words)
    return SearchQuery(any_of_them, config="simple", search_type="raw") if words else None


def _likest(piece: Feedback, others: Iterable[tuple[int, str, str]], limit: int) -> list[Like]:
    own = _words(f"{piece.title} {piece.text}")
    likes = [Like(pk, _cosine(own, _words(f"{title} {text}"))) for pk, title, text in others]
    return sorted(likes, key=lambda like: (-like.similarity, like.pk))[:limit]


def _words(text: str) -> Counter[str]:
    return Counter(word for word in WORD.findall(text.casefold()) if len(word) >= SHORTEST)


def _cosine(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(one[word] * other[word] for word in one.keys() & other.keys())
    lengths = sqrt(sum(n * n for n in one.values())) * sqrt(sum(n * n for n in other.values()))
    return shared / lengths if lengths else 0.0
