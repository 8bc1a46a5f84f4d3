"""The static word vectors that come with the package `wordllama` (MIT): 32,000 word pieces, 256 dimensions.

Its files are read where they lie. Importing the package would turn on INFO logging for the whole process, and
its own loader looks for the network; neither is needed to look words up.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from northing.insight.embedders.safetensors import read_tensors
from northing_engine.similarity import WordVectors

_WEIGHTS = "weights/l2_supercat_256.safetensors"
_PIECES = "tokenizers/l2_supercat_tokenizer_config.json"


@cache
def word_vectors() -> WordVectors:
    """The table, read once a process (0.1 s). What it remembers of words is shared."""
    folder = _folder()
    table = read_tensors(folder / _WEIGHTS)["embedding.weight"]
    tokenizer = Tokenizer.from_file(str(folder / _PIECES))

    def split(words: Sequence[str]) -> list[list[int]]:
        return [found.ids for found in tokenizer.encode_batch(list(words), add_special_tokens=False)]

    return WordVectors("wordllama-l2-256", np.asarray(table, dtype=np.float32), split)


def _folder() -> Path:
    found = find_spec("wordllama")
    if found is None or not found.submodule_search_locations:
        raise ValueError("the package wordllama is missing: install Northing with its dependencies")
    return Path(found.submodule_search_locations[0])
