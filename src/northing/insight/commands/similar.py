"""Keeping signatures of what is said, in the transaction that writes it."""

from collections.abc import Collection, Iterable

from django.db import connection, transaction

from northing.insight.models import Embedding
from northing.insight.similarity import (
    FEEDBACK,
    OPPORTUNITIES,
    Shelf,
    copy_rows,
    embedder,
    reader,
    title_and_body,
)

COPY = """
COPY {table} ({thing}_id, embedding_id, terms, length, title_vector, vector, packed) FROM STDIN (FORMAT BINARY)
"""
MISSING = """
SELECT said.id FROM insight_{thing} AS said
WHERE NOT EXISTS (
    SELECT FROM {table} AS kept WHERE kept.{thing}_id = said.id AND kept.embedding_id = %s
)
ORDER BY said.id LIMIT %s
"""
BATCH = 500
# The vector index is worth its upkeep from so many pieces on, and is built anew when they are four times more.
INDEXED_FROM, GROWN = 20_000, 4
PIECES_A_LIST = 500
FEWEST_LISTS, MOST_LISTS = 20, 1000
ROOM_TO_INDEX = "512MB"  # the most lists take 222 MB: with less the index is refused, not just slower
NEAR = """
CREATE INDEX CONCURRENTLY {name} ON insight_feedbacksignature USING ivfflat
((vector::halfvec({size})) halfvec_ip_ops) WITH (lists = {lists}) WHERE embedding_id = {maker}
"""


def keep_feedback(pieces: Iterable[int]) -> None:
    """Pieces that were added or say something else now. What reads slowly is left to `tend_similarity`."""
    _keep_now(FEEDBACK, pieces)


def keep_opportunities(problems: Iterable[int]) -> None:
    _keep_now(OPPORTUNITIES, problems)


def tend_similarity() -> int:
    """In the background: whatever has no signature by the present embedder gets one, sums are added up, and the
    vector index grows with what it holds. How many got one."""
    made = 0
    for shelf in (OPPORTUNITIES, FEEDBACK):
        while now := _keep_missing(shelf):
            made += now
            if now < BATCH:
                break
    with connection.cursor() as cursor:
        cursor.execute("SELECT insight_sum_up(), gin_clean_pending_list('feedback_terms')")
    _index_vectors()
    return made


def _keep_now(shelf: Shelf, ids: Iterable[int]) -> None:
    wanted = sorted(set(ids))
    if wanted and not embedder().contextual:
        _keep(shelf, wanted)


def _keep_missing(shelf: Shelf) -> int:
    """A batch of its own transaction. Rows that somebody is changing are left to them."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            asked = MISSING.format(thing=shelf.thing, table=shelf.table)
            cursor.execute(asked, [_maker().pk, BATCH])
            missing = [pk for (pk,) in cursor.fetchall()]
        held = shelf.texts._default_manager.select_for_update(of=("self",), skip_locked=True)
        _keep(shelf, list(held.filter(pk__in=missing).values_list("pk", flat=True)))
    return len(missing)


def _keep(shelf: Shelf, ids: Collection[int]) -> None:
    found = shelf.texts._default_manager.filter(pk__in=ids).order_by("pk").values_list("pk", *shelf.said)
    said = [(pk, *title_and_body(title, text)) for pk, title, text in found]
    maker = _maker()
    shelf.signatures._default_manager.filter(pk__in=ids).delete()
    for start in range(0, len(said), BATCH):
        pks, titles, bodies = zip(*said[start : start + BATCH], strict=True)
        signatures = reader().signatures(titles, bodies)
        with (
            connection.cursor() as cursor,
            cursor.copy(COPY.format(table=shelf.table, thing=shelf.thing)) as copy,
        ):
            for row in copy_rows(maker.pk, zip(pks, signatures, strict=True)):
                copy.write(row)


def _maker() -> Embedding:
    using = embedder()
    return Embedding.objects.get_or_create(name=using.name, defaults={"dimensions": using.dimensions})[0]


def _index_vectors() -> None:
    """Lists by k-means, each of some hundred pieces, so that a search reads a dozen of them."""
    maker = _maker()
    kept = FEEDBACK.signatures._default_manager.filter(embedding=maker).count()
    if kept < INDEXED_FROM or kept < GROWN * maker.indexed:
        return
    lists = min(max(kept // PIECES_A_LIST, FEWEST_LISTS), MOST_LISTS)
    name = f"insight_near_{maker.pk}_{kept}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, false)", [ROOM_TO_INDEX])
        try:
            cursor.execute(NEAR.format(name=name, size=maker.dimensions, lists=lists, maker=maker.pk))
        finally:
            cursor.execute("RESET maintenance_work_mem")
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'insight\\_near\\_%%'")
        for (older,) in cursor.fetchall():
            if older != name:
                cursor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {older}")
    Embedding.objects.exclude(pk=maker.pk).update(indexed=0)
    Embedding.objects.filter(pk=maker.pk).update(indexed=kept)
