"""The blends that come with the engine, learnt on public sets of duplicate issues: see
`benchmarks.similarity`."""

from __future__ import annotations

from northing_engine.similarity.blend import Blend
from northing_engine.similarity.embedder import Embedder

WITH_WORD_VECTORS = Blend((2.84, 3.47, 1.91, 2.48, 2.6, 2.11, 2.86, 2.36, 1.37, 1.52, 2.72, 3.0))


WITH_TRANSFORMER = Blend((2.75, 3.43, 1.11, 1.99, 2.32, 1.89, 2.7, 2.46, 1.4, 3.88, 2.77, 2.77))


def blend_for(embedder: Embedder) -> Blend:
    return WITH_TRANSFORMER if embedder.contextual else WITH_WORD_VECTORS
