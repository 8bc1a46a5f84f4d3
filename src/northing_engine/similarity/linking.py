"""Words that link others and say nothing themselves, in English, German, French and Spanish, folded."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from northing_engine.similarity.words import Terms, stem, term

LINKING_WORDS = frozenset(
    word
    for line in (
        "a an and are as at be but by can could for from has have how i if in is it its me my no not of on or",
        "our please pls so than that the their them there they this to us was we were what when which will",
        "with would you your do does did don just also very am been had he her his she into only then too up",
        "der die das den dem des ein eine einen einem und oder aber mit von zu im ist sind war ich wir sie es",
        "nicht auf fur bei als auch wenn wie hat nur uns unsere mich mir bitte kann man sich aus nach dass",
        "le la les un une du de et ou mais avec pour dans est sont je nous vous il elle ne pas que qui sur",
        "au aux ce ces cette mon ma mes notre nos plus par en se sa son ses y si tres svp",
        "el los las una unos unas o pero con por para es yo usted no lo su sus al del que como mas mi",
        "nuestro nuestra favor muy esta este esto cuando hay",
    )
    for word in line.split()
)

LINKING_STEMS = frozenset(map(stem, LINKING_WORDS))

_TERMS = np.array(sorted(map(term, LINKING_STEMS)), dtype=np.uint32)


def linking(terms: Terms) -> NDArray[np.bool_]:
    """Which of the terms are linking words, (terms,)."""
    return np.isin(terms, _TERMS)
