"""Signatures as PostgreSQL sends and takes them: its binary forms of COPY, arrays and pgvector's halfvec."""

import struct
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity import Signature

HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TAIL = struct.pack(">h", -1)
FIELDS = 7
INT4 = 23  # the type's number in every PostgreSQL
_array_head = struct.Struct(">iiIii")


def copy_rows(maker: int, kept: Iterable[tuple[int, Signature]]) -> Iterator[bytes]:
    """For COPY of (id, embedding, terms, length, title_vector, vector, packed) FROM STDIN (FORMAT BINARY)."""
    yield HEAD
    for pk, signature in kept:
        fields = (
            struct.pack(">q", pk),
            struct.pack(">q", maker),
            _terms(signature),
            struct.pack(">i", signature.length),
            halfvec(signature.vectors[0]),
            halfvec(signature.vectors[1]),
            signature.packed(),
        )
        row = b"".join(struct.pack(">i", len(field)) + field for field in fields)
        yield struct.pack(">h", FIELDS) + row
    yield TAIL


def halfvec(vector: NDArray[np.float16]) -> bytes:
    return struct.pack(">hh", vector.size, 0) + vector.astype(">f2").tobytes()


def vectors(sent: Sequence[bytes]) -> NDArray[np.float16]:
    """(how many, dimensions) of what `halfvec_send` gave for each."""
    together = np.frombuffer(b"".join(sent), dtype=">u2").reshape(len(sent), -1)
    return together[:, 2:].astype(np.uint16).view(np.float16)


def written(vector: NDArray[np.float16]) -> str:
    """As a parameter of a statement."""
    return str(vector.tolist())


def _terms(signature: Signature) -> bytes:
    size = signature.terms.size
    if not size:
        return struct.pack(">iiI", 0, 0, INT4)
    pairs = np.empty((size, 2), dtype=">i4")
    pairs[:, 0], pairs[:, 1] = 4, signature.terms.view(np.int32)
    return _array_head.pack(1, 0, INT4, size, 1) + pairs.tobytes()
