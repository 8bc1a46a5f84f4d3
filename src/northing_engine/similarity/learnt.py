"""The blends that come with the engine, learnt on public sets of duplicate issues: see
`benchmarks.similarity`."""

from __future__ import annotations

from northing_engine.similarity.blend import Blend
from northing_engine.similarity.embedder import Embedder

WITH_WORD_VECTORS = Blend((2.84, 3.47, 1.91, 2.48, 2.6, 2.11, 2.86, 2.36, 1.37, 1.52, 2.72, 3.0))


# Learnt with all-MiniLM-L6-v2, then the four of meaning doubled: two of the three sets are bug reports, where
# names in a log say most; the set of feature requests, which customers' words are more like, gains by it.
WITH_TRANSFORMER = Blend((2.75, 3.43, 1.11, 1.99, 2.32, 1.89, 2.7, 2.46, 2.8, 7.76, 5.54, 5.54))


def blend_for(embedder: Embedder) -> Blend:
    """The blend that was learnt with such vectors."""
    return WITH_TRANSFORMER if embedder.contextual else WITH_WORD_VECTORS
