"""What gives texts their vectors: word vectors out of the box, a transformer on this machine, or a server.

`embedder_for(None)` is the first, `embedder_for("/a/folder")` the second, `embedder_for("http://…")` the third.
"""

from __future__ import annotations

from pathlib import Path

from northing.insight.embedders.word_table import word_vectors
from northing_engine.similarity import Embedder


def embedder_for(place: str | None) -> Embedder:
    """The embedder that a setting or an option names. Raises ValueError, saying what to do, if it cannot be."""
    if not place:
        return word_vectors()
    if place.startswith(("http://", "https://")):
        from northing.insight.embedders.endpoint import Endpoint

        return Endpoint(place)
    from northing.insight.embedders.transformer import Transformer

    return Transformer.from_folder(Path(place))


__all__ = ["embedder_for", "word_vectors"]
