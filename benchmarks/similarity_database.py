"""The same questions asked of the database: does it answer as the engine does, and how fast?"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from benchmarks.duplicate_sets import DuplicateSet

SEARCHES = 200
AT_ONCE = 2_000
FIRST = 10


def place_of_first_hit(texts: DuplicateSet) -> list[float]:
    """For each question the place of the first earlier member, from 0; infinity where none was found.

    Pieces go in in order of arrival, as they would have come.
    """
    from northing.insight.similarity import FEEDBACK, alike, ask

    empty()
    place: dict[int, int] = {}
    found = []
    for at in sorted(texts.earlier):
        fresh = range(len(place), at)
        ids = take_in([texts.titles[new] for new in fresh], [texts.bodies[new] for new in fresh])
        place |= dict(zip(ids, fresh, strict=True))
        asked = ask(texts.titles[at], texts.bodies[at])
        likes = alike(FEEDBACK, asked) if asked else []
        hits = [rank for rank, like in enumerate(likes) if place[like.pk] in texts.earlier[at]]
        found.append(float(hits[0]) if hits else float("inf"))
    return found


def empty() -> None:
    from northing.insight.models import Feedback

    Feedback.objects.all().delete()


def take_in(titles: Sequence[str], bodies: Sequence[str]) -> list[int]:
    """Pieces with their signatures."""
    ids = write(titles, bodies)
    keep(ids)
    return ids


def write(titles: Sequence[str], bodies: Sequence[str]) -> list[int]:
    from northing.insight.models import Feedback
    from northing.kernel import clock

    now = clock.now()
    rows = [
        Feedback(title=title[:300], text=body or " ", received_at=now, created_at=now)
        for title, body in zip(titles, bodies, strict=True)
    ]
    return [row.pk for row in Feedback.objects.bulk_create(rows, batch_size=1_000)]


def keep(ids: Sequence[int]) -> None:
    from northing.insight.commands.similar import keep_feedback

    for start in range(0, len(ids), AT_ONCE):
        keep_feedback(ids[start : start + AT_ONCE])


def speed(titles: Sequence[str], bodies: Sequence[str]) -> dict[str, float]:
    """`pieces_per_s`: wall time of reading pieces and keeping their signatures, this process and the database
    taking turns on one core. `search_ms`: median of a search, from the text to the ranked answer."""
    from django.db import connection

    from northing.insight.commands.similar import tend_similarity
    from northing.insight.similarity import FEEDBACK, alike, ask

    empty()
    ids = write(titles, bodies)
    wall = time.perf_counter()
    keep(ids)
    wall = time.perf_counter() - wall
    tending = time.perf_counter()
    tend_similarity()
    tending = time.perf_counter() - tending
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # what the database does by itself within a minute
    rng = np.random.default_rng(7)
    spans = []
    for at in rng.integers(len(titles), size=SEARCHES):
        start = time.perf_counter()
        asked = ask(titles[at], bodies[at])
        likes = alike(FEEDBACK, asked) if asked else []
        spans.append(1000 * (time.perf_counter() - start))
        assert ids[at] in {like.pk for like in likes[:10]}, "a piece is most like itself, or one of its parts"
    return {
        "pieces": len(ids),
        "pieces_per_s": round(len(ids) / wall),
        "tending_s": round(tending, 1),
        "search_ms": round(float(np.median(spans)), 2),
        "search_p95_ms": round(float(np.quantile(spans, 0.95)), 2),
    }
