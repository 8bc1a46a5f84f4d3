"""What is kept of a piece so that it can be compared: its signature, and many signatures laid end to end.

A signature depends on the piece alone, never on what else was said, so that an index kept piece by piece and
one built anew hold the same bytes. What does depend on the corpus (how rare a word is) comes with each
question: `statistics`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity.words import Terms

Counts = NDArray[np.uint8]
Halves = NDArray[np.float16]
Floats = NDArray[np.float64]
Offsets = NDArray[np.intp]

# Fields a vector is kept for: the title, and title with body.
FIELDS = 2

# A packed signature begins with how many terms and grams it has.
_HEAD = Struct("<II")


@dataclass(frozen=True, eq=False)
class Signature:
    """One piece: `terms` ascending and distinct with their counts in title and body (255 at most), the
    title's letter grams ascending with weights of unit length, and the vectors (2, dimensions) of title and
    of all."""

    terms: Terms
    title_counts: Counts
    body_counts: Counts
    title_grams: Terms
    title_gram_weights: Halves
    vectors: Halves

    def packed(self) -> bytes:
        """Everything but the vectors, for which databases have a type: about 1 kB for 100 words."""
        head = np.array([self.terms.size, self.title_grams.size], dtype="<u4")
        parts = (
            head,
            self.terms.astype("<u4", copy=False),
            self.title_grams.astype("<u4", copy=False),
            self.title_gram_weights.astype("<f2", copy=False),
            self.title_counts,
            self.body_counts,
        )
        return b"".join(part.tobytes() for part in parts)

    @classmethod
    def unpacked(cls, packed: bytes, vectors: Halves) -> Signature:
        """The signature that `packed` was made of. Raises ValueError for bytes that are none."""
        if len(packed) < 8:
            raise ValueError("a packed signature has at least 8 bytes")
        terms, grams = (int(size) for size in np.frombuffer(packed, dtype="<u4", count=2))
        if len(packed) != 8 + 6 * terms + 6 * grams:
            raise ValueError("the packed signature is cut off or has bytes too many")
        gram_start = 8 + 4 * terms
        weight_start = gram_start + 4 * grams
        count_start = weight_start + 2 * grams
        return cls(
            terms=np.frombuffer(packed, dtype="<u4", count=terms, offset=8),
            title_grams=np.frombuffer(packed, dtype="<u4", count=grams, offset=gram_start),
            title_gram_weights=np.frombuffer(packed, dtype="<f2", count=grams, offset=weight_start),
            title_counts=np.frombuffer(packed, dtype=np.uint8, count=terms, offset=count_start),
            body_counts=np.frombuffer(packed, dtype=np.uint8, count=terms, offset=count_start + terms),
            vectors=vectors,
        )

    @property
    def length(self) -> int:
        """Words, the title's counted as often as they weigh."""
        return int(weighted_counts(self.title_counts, self.body_counts).sum())


@dataclass(frozen=True, eq=False)
class Question:
    """A piece that is compared with others: its signature, and the letter grams of all its terms.

    `gram_terms` says for each gram which of the signature's terms it belongs to; a gram that several terms
    share stands there once for each. `grams` ascends.
    """

    signature: Signature
    grams: Terms
    gram_terms: Offsets


@dataclass(frozen=True, eq=False)
class Signatures:
    """Signatures end to end: entry e belongs to piece `owner[e]`, gram g to piece `gram_owner[g]`.

    Of each piece, (count,): `lengths` as `Signature.length`, `title_sizes` distinct words of the title,
    `every_norm` and `title_norm` the lengths of the vectors of damped counts and of the title's counts.
    """

    count: int
    terms: Terms
    title_counts: Counts
    body_counts: Counts
    owner: Offsets
    title_grams: Terms
    title_gram_weights: Halves
    gram_owner: Offsets
    vectors: Halves
    lengths: Floats
    title_sizes: Floats
    every_norm: Floats
    title_norm: Floats

    @classmethod
    def of(cls, signatures: Sequence[Signature]) -> Signatures:
        if not signatures:
            raise ValueError("there must be at least one signature")
        return cls._laid(
            sizes=np.array([each.terms.size for each in signatures]),
            gram_sizes=np.array([each.title_grams.size for each in signatures]),
            terms=np.concatenate([each.terms for each in signatures]),
            title_counts=np.concatenate([each.title_counts for each in signatures]),
            body_counts=np.concatenate([each.body_counts for each in signatures]),
            title_grams=np.concatenate([each.title_grams for each in signatures]),
            title_gram_weights=np.concatenate([each.title_gram_weights for each in signatures]),
            vectors=np.stack([each.vectors for each in signatures]),
        )

    @classmethod
    def unpacked(cls, packed: Sequence[bytes], vectors: Halves) -> Signatures:
        """As `of` each `Signature.unpacked`, in a fifth of the time; `vectors` are (pieces, 2, dimensions)."""
        heads = [_HEAD.unpack_from(each) for each in packed]
        parts: list[list[bytes]] = [[], [], [], [], []]
        for each, (terms, grams) in zip(packed, heads, strict=True):
            at = _HEAD.size
            for part, size in zip(parts, (4 * terms, 4 * grams, 2 * grams, terms, terms), strict=True):
                part.append(each[at : at + size])
                at += size
        said, lettered, weights, in_title, in_body = (b"".join(part) for part in parts)
        return cls._laid(
            sizes=np.array([terms for terms, _ in heads]),
            gram_sizes=np.array([grams for _, grams in heads]),
            terms=np.frombuffer(said, dtype="<u4"),
            title_counts=np.frombuffer(in_title, dtype=np.uint8),
            body_counts=np.frombuffer(in_body, dtype=np.uint8),
            title_grams=np.frombuffer(lettered, dtype="<u4"),
            title_gram_weights=np.frombuffer(weights, dtype="<f2"),
            vectors=vectors,
        )

    @classmethod
    def _laid(
        cls,
        *,
        sizes: Offsets,
        gram_sizes: Offsets,
        terms: Terms,
        title_counts: Counts,
        body_counts: Counts,
        title_grams: Terms,
        title_gram_weights: Halves,
        vectors: Halves,
    ) -> Signatures:
        pieces = np.arange(sizes.size)
        owner = np.repeat(pieces, sizes)
        counts = weighted_counts(title_counts, body_counts)

        def total(of_entries: NDArray[np.generic]) -> Floats:
            return np.bincount(owner, weights=of_entries, minlength=pieces.size).astype(np.float64, copy=False)

        return cls(
            count=pieces.size,
            terms=terms,
            title_counts=title_counts,
            body_counts=body_counts,
            owner=owner,
            title_grams=title_grams,
            title_gram_weights=title_gram_weights,
            gram_owner=np.repeat(pieces, gram_sizes),
            vectors=vectors,
            lengths=total(counts),
            title_sizes=total(title_counts > 0),
            every_norm=np.sqrt(total(damped(counts) ** 2)),
            title_norm=np.sqrt(total(np.square(title_counts, dtype=np.float64))),
        )


# A word of the title says as much as this many of the body (measured: 3 beats 1, 2 and 5 on the public sets).
TITLE_WEIGHT = 3

# 1 + ln(count) for every count there can be: looking it up is ten times as fast.
_DAMPED = np.concatenate([[0.0], 1 + np.log(np.arange(1, 256 * (TITLE_WEIGHT + 1)))])


def weighted_counts(title_counts: Counts, body_counts: Counts) -> Offsets:
    """How often each term stands in a piece, its title repeated `TITLE_WEIGHT` times."""
    return TITLE_WEIGHT * title_counts.astype(np.intp) + body_counts


def damped(counts: Offsets | Counts) -> Floats:
    """1 + ln(count), and 0 for what does not occur: the tenth mention says less than the first."""
    return _DAMPED[counts]
