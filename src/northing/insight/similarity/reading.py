"""What reads texts in this process."""

from functools import cache

from django.conf import settings

from northing.insight.embedders import embedder_for
from northing_engine.similarity import Embedder, Reader


@cache
def embedder() -> Embedder:
    """The one that NORTHING_EMBEDDER names. Raises ValueError, saying what to do, if it cannot be."""
    return embedder_for(settings.EMBEDDER)


@cache
def reader() -> Reader:
    """Shared by the threads: reading its tables takes longer than using them."""
    return Reader(embedder())


def title_and_body(title: str, text: str) -> tuple[str, str]:
    """What has no title is short, and weighs as one."""
    return (title, text) if title else (text, "")
