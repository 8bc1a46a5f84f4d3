"""What turns texts into vectors of meaning: given to the engine, never made by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Static word vectors, a transformer on this machine, or a server that somebody runs.

    The same text must always get the same vector, whatever else is in the call.
    """

    @property
    def name(self) -> str:
        """Which model this is: vectors of different names are never compared."""

    @property
    def dimensions(self) -> int:
        """Length of each vector."""

    @property
    def contextual(self) -> bool:
        """Whether words are read in their context, as transformers do: their vectors are given more say."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dimensions); rows need not be of unit length, and a row of zeros says nothing."""


class NoEmbedder:
    """Letters and words alone."""

    name = "none"
    dimensions = 0
    contextual = False

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), 0), dtype=np.float32)


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Rows scaled to length 1; a row of zeros stays one."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = np.divide(
        vectors, length, out=np.zeros(vectors.shape, dtype=np.float32), where=length > 1e-9
    )
    return scaled
