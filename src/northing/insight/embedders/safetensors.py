"""Reads the safetensors format: eight bytes of size, a JSON head, then plain arrays.

The package of that name reads it as well, but cannot hand bfloat16 to numpy; the format is a page long.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

_TYPES: dict[str, np.dtype[Any]] = {
    "F16": np.dtype("<f2"),
    "F32": np.dtype("<f4"),
    "F64": np.dtype("<f8"),
    "I64": np.dtype("<i8"),
}


class _About(TypedDict):
    dtype: str
    shape: list[int]
    data_offsets: tuple[int, int]


def read_tensors(path: Path) -> dict[str, NDArray[np.generic]]:
    """All arrays of the file by name. Raises ValueError for a file that is none."""
    with path.open("rb") as file:
        size = file.read(8)
        if len(size) < 8 or (length := struct.unpack("<Q", size)[0]) > path.stat().st_size - 8:
            raise ValueError(f"{path.name} is no safetensors file")
        head = json.loads(file.read(length))
        held = file.read()
    head.pop("__metadata__", None)
    return {name: _tensor(path, name, about, held) for name, about in head.items()}


def _tensor(path: Path, name: str, about: _About, held: bytes) -> NDArray[np.generic]:
    start, end = about["data_offsets"]
    if about["dtype"] == "BF16":  # the upper half of a float of 32 bits
        halves = np.frombuffer(held[start:end], dtype="<u2").astype(np.uint32)
        return (halves << 16).view(np.float32).reshape(about["shape"])
    kind = _TYPES.get(about["dtype"])
    if kind is None:
        raise ValueError(f"{path.name} keeps {name} as {about['dtype']}, which is not read here")
    return np.frombuffer(held[start:end], dtype=kind).reshape(about["shape"])
