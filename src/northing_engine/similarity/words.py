"""What a text is made of: folded words, their stems as numbers, and the letters of each.

Nothing here knows a language. Accents and case are folded away, names such as `saveDraft` are also read as
their parts, scripts without spaces are read in pairs of signs, and a stem only drops endings so common in
European languages that both sides of a comparison lose them alike.
"""

from __future__ import annotations

import re
import unicodedata
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Terms = NDArray[np.uint32]

# Longer words are addresses, keys or pasted bytes: their beginning tells them apart well enough.
LONGEST_WORD = 30
# Letters a gram is long; words are framed, so that beginnings and ends are grams of their own.
GRAM_LENGTHS = (3, 4, 5)
# A vocabulary that outgrows this starts again: it is only a memory of what was already worked out.
REMEMBERED_WORDS = 100_000

_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MARKS = re.compile("[\u0300-\u036f]+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def fold(text: str) -> str:
    """Without accents, compatibility forms and case: `Größe` is `grosse`, `Déjà` is `deja`."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def stem(word: str) -> str:
    """A folded word without its commonest endings: plural s, -ing, -ed, last e.

    >>> [stem(word) for word in ("queries", "crashed", "exportieren", "cartes", "gas")]
    ['query', 'crash', 'exportieren', 'cart', 'gas']
    """
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def tokens(text: str) -> list[str]:
    """The runs of letters and digits as they stand, in order."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _WORD.findall(text)


def words(token: str) -> list[str]:
    """Folded words of one token: itself, and its parts where it is a compound name.

    >>> words("saveDraft"), words("Größe")
    (['savedraft', 'save', 'draft'], ['grosse'])
    """
    if not token.isascii() and _UNSPACED.search(token):
        return [token[at : at + 2] for at in range(max(len(token) - 1, 1))]
    whole = fold(token)[:LONGEST_WORD]
    parts = _PARTS.split(token)
    if len(parts) == 1:
        return [whole]
    return [whole, *(fold(part)[:LONGEST_WORD] for part in parts if len(part) > 1)]


def term(stemmed: str) -> int:
    """A stem as a number of 32 bits that is the same everywhere and always (CRC-32 of its UTF-8)."""
    return crc32(stemmed.encode("utf-8", "surrogatepass"))


def grams(stemmed: str) -> Terms:
    """The framed stem's runs of 3 to 5 letters as distinct numbers of 32 bits, ascending."""
    framed = f"<{stemmed}>"
    runs = {framed[at : at + size] for size in GRAM_LENGTHS for at in range(len(framed) - size + 1)}
    return np.array(sorted(term(run) for run in runs or {framed}), dtype=np.uint32)


class Vocabulary:
    """Remembers which terms a token stands for, and each term's grams: texts repeat themselves."""

    def __init__(self) -> None:
        self._terms: dict[str, tuple[int, ...]] = {}
        self._grams: dict[int, Terms] = {}
        self._stems: dict[int, str] = {}

    def terms(self, text: str) -> list[int]:
        """Terms of a text with repetition, in order."""
        known = self._terms
        found: list[int] = []
        for token in tokens(text):
            terms = known.get(token)
            found.extend(self._learn(token) if terms is None else terms)
        return found

    def grams(self, term_id: int) -> Terms:
        """Grams of a term that `terms` has returned since the vocabulary last started again."""
        found = self._grams.get(term_id)
        if found is None:
            found = self._grams[term_id] = grams(self._stems[term_id])
        return found

    def forget_when_full(self) -> None:
        """To be called between texts: bounds the memory held."""
        if len(self._terms) > REMEMBERED_WORDS:
            self._terms.clear()
            self._grams.clear()
            self._stems.clear()

    def _learn(self, token: str) -> tuple[int, ...]:
        stems = [stem(word) for word in words(token)]
        found = tuple(term(stemmed) for stemmed in stems)
        self._stems.update(zip(found, stems, strict=True))
        self._terms[token] = found
        return found
