"""Which of these texts say the same thing? Ranked, never decided.

`SimilarityIndex` holds pieces in memory. A database can hold them instead and give the same answers, since a
search is made of steps that know nothing of where pieces lie:

1. `Reader.signature(title, body)` is kept of each piece: `packed()` as bytes, `terms` as an array of numbers to
   look pieces up by, `vectors` as half vectors (title, all), `length` as a number. Beside the pieces: how many
   there are, the sums of their lengths and of `vector_steps`, and how many hold each term. All change with the
   piece, in one transaction, and are whole numbers.
2. `Reader.question(title, body)`, and `Statistics` of its terms: one look-up.
3. `telling_terms`: of the pieces that hold any of them the `BY_WORDS` best at a `first_look`; and the
   `BY_MEANING` nearest by the vector of all.
4. `signals` of these candidates and `Blend.similarity`: the answer.
"""

from northing_engine.similarity.blend import Blend, CandidateList, learn_blend
from northing_engine.similarity.candidates import (
    BY_MEANING,
    BY_WORDS,
    LOOKED_UP,
    Telling,
    best,
    first_look,
    telling_terms,
)
from northing_engine.similarity.embedder import Embedder, NoEmbedder
from northing_engine.similarity.group_titles import group_title
from northing_engine.similarity.groups import JOIN_ABOVE, Group, Link, group, mutual_links
from northing_engine.similarity.index import Match, SimilarityIndex
from northing_engine.similarity.learnt import blend_for
from northing_engine.similarity.neighbours import neighbours
from northing_engine.similarity.reading import Reader
from northing_engine.similarity.signals import SIGNALS, signals
from northing_engine.similarity.signature import Question, Signature, Signatures
from northing_engine.similarity.statistics import CorpusCounts, Statistics, mean_vectors, vector_steps
from northing_engine.similarity.sureness import Sureness, learn_sureness
from northing_engine.similarity.word_vectors import WordVectors

__all__ = [
    "BY_MEANING",
    "BY_WORDS",
    "JOIN_ABOVE",
    "LOOKED_UP",
    "SIGNALS",
    "Blend",
    "CandidateList",
    "CorpusCounts",
    "Embedder",
    "Group",
    "Link",
    "Match",
    "NoEmbedder",
    "Question",
    "Reader",
    "Signature",
    "Signatures",
    "SimilarityIndex",
    "Statistics",
    "Sureness",
    "Telling",
    "WordVectors",
    "best",
    "blend_for",
    "first_look",
    "group",
    "group_title",
    "learn_blend",
    "learn_sureness",
    "mean_vectors",
    "mutual_links",
    "neighbours",
    "signals",
    "telling_terms",
    "vector_steps",
]
