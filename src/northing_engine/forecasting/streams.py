"""Random numbers by name, so that adding a team or a piece leaves everybody else's future as it was."""

from hashlib import blake2b

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence

from northing_engine.forecasting.work import Key


class Streams:
    """Independent generators that all follow from one number drawn from ``rng``.

    The same names give the same numbers, whoever asks first and whatever else is asked for. Two forecasts
    from equally seeded generators share their random numbers, so the difference between a plan and its
    what-if is the effect of the change and not noise.
    """

    def __init__(self, rng: Generator) -> None:
        self._root = int(rng.integers(2**63))

    def named(self, *names: Key) -> Generator:
        """The generator of these names."""
        digest = blake2b(repr(names).encode(), digest_size=16).digest()
        return np.random.Generator(PCG64(SeedSequence([self._root, int.from_bytes(digest)])))
