"""Where the engine finds which idea says what somebody is typing, before it is posted once more.

It reads what customers read of the ideas, never staff's words: what it finds must not tell of them.
"""

from functools import lru_cache

from northing.insight.embedders import embedder_for
from northing.insight.queries.portal.ideas import titles_and_texts
from northing_engine.similarity import SimilarityIndex

SHORTEST = 8  # letters; less says nothing yet
CLOSE = 0.12
MOST = 3


def said_already(text: str) -> list[int]:
    """Primary keys of open ideas, the likest first."""
    if len(text.strip()) < SHORTEST:
        return []
    index = _index(titles_and_texts())
    if index is None:
        return []
    return [int(match.id) for match in index.search(text, "", k=MOST) if match.similarity >= CLOSE]


@lru_cache(maxsize=2)
def _index(ideas: tuple[tuple[int, str, str], ...]) -> SimilarityIndex | None:
    """Made anew when an idea changes; a few hundred take a tenth of a second."""
    if not ideas:
        return None
    pks, names, answers = zip(*ideas, strict=True)
    return SimilarityIndex(list(pks), names, answers, embedder=embedder_for(None))
