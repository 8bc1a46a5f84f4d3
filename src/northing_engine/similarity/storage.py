"""An index as one file of plain arrays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from northing_engine.similarity.signature import Signature

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Stored:
    """What a file holds: who made the vectors, the blend's weights, and the signatures by id."""

    embedder: str
    weights: tuple[float, ...]
    ids: Sequence[int | str]
    signatures: Sequence[Signature]


def write(path: Path, stored: Stored) -> None:
    """Writes beside the place first, so that a crash leaves the old file whole."""
    packed = [signature.packed() for signature in stored.signatures]
    about = {"format": FORMAT, "embedder": stored.embedder, "weights": stored.weights, "ids": list(stored.ids)}
    vectors = [signature.vectors for signature in stored.signatures]
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as file:
        np.savez(
            file,
            about=np.frombuffer(json.dumps(about).encode(), dtype=np.uint8),
            sizes=np.array([len(each) for each in packed], dtype=np.int64),
            packed=np.frombuffer(b"".join(packed), dtype=np.uint8),
            vectors=np.stack(vectors) if vectors else np.zeros((0, 0, 0), dtype=np.float16),
        )
    beside.replace(path)


def read(path: Path) -> Stored:
    """Raises ValueError for a file that is no index of this format."""
    try:
        with np.load(path, allow_pickle=False) as held:
            about = json.loads(held["about"].tobytes())
            sizes, packed, vectors = held["sizes"], held["packed"].tobytes(), held["vectors"]
    except (KeyError, OSError, ValueError) as wrong:
        raise ValueError(f"{path.name} holds no similarity index") from wrong
    if about.get("format") != FORMAT:
        raise ValueError(f"{path.name} was written by another version")
    ends = np.cumsum(sizes).tolist()
    starts = [0, *ends][: len(ends)]
    return Stored(
        embedder=about["embedder"],
        weights=tuple(about["weights"]),
        ids=about["ids"],
        signatures=[
            Signature.unpacked(packed[start:end], vector)
            for start, end, vector in zip(starts, ends, vectors, strict=True)
        ],
    )
