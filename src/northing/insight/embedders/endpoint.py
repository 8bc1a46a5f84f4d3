"""A server's embeddings endpoint of the usual form.

POST {"model", "input": [texts]}, answered by {"data": [{"index", "embedding"}]}.

The address is the owner's own choice and may be on this machine or network. `model` stands in its fragment
(`http://localhost:8080/v1/embeddings#name`), the key, where one is needed, in NORTHING_EMBEDDER_KEY.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property

import httpx2
import numpy as np

from northing_engine.similarity.embedder import Vectors

BATCH = 64
TIMEOUT_SECONDS = 60.0
# Most models read no further, and some servers refuse longer texts instead of cutting them.
LONGEST_TEXT = 2_000


class Endpoint:
    """An `Embedder` that asks a server. Raises ValueError when it does not answer in the usual form."""

    contextual = True

    def __init__(self, address: str, client: httpx2.Client | None = None) -> None:
        self._address, _, self._model = address.partition("#")
        self.name = f"endpoint {address}"
        key = os.environ.get("NORTHING_EMBEDDER_KEY")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = client or httpx2.Client(timeout=TIMEOUT_SECONDS, headers=headers)

    @cached_property
    def dimensions(self) -> int:
        return int(self._ask(["dimensions"]).shape[1])

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        said = [at for at, text in enumerate(texts) if text.strip()]
        for start in range(0, len(said), BATCH):
            part = said[start : start + BATCH]
            answered = self._ask([texts[at][:LONGEST_TEXT] for at in part])
            if answered.shape != (len(part), self.dimensions):
                raise ValueError(f"{self._address} answered {answered.shape} numbers for {len(part)} texts")
            vectors[part] = answered
        return vectors

    def _ask(self, texts: list[str]) -> Vectors:
        asked: dict[str, object] = {"input": texts}
        if self._model:
            asked["model"] = self._model
        try:
            answer = self._client.post(self._address, json=asked)
            answer.raise_for_status()
            rows = sorted(answer.json()["data"], key=lambda row: int(row.get("index", 0)))
            return np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (httpx2.HTTPError, KeyError, TypeError, ValueError) as wrong:
            raise ValueError(f"{self._address} gave no embeddings: {wrong}") from wrong
