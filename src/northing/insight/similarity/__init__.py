"""Where the engine's similarity meets the database: what texts are read with, kept as and found by.

`alike(FEEDBACK, ask(title, body))` ranks what says the same. Candidates come from PostgreSQL (terms by an
inverted index, meaning by pgvector) and are scored by the engine, so that answers are those of its index in
memory.
"""

from northing.insight.similarity.reading import embedder, reader, title_and_body
from northing.insight.similarity.search import Like, Sought, alike, ask
from northing.insight.similarity.shelves import FEEDBACK, OPPORTUNITIES, Shelf
from northing.insight.similarity.sums import Corpus, corpus_of
from northing.insight.similarity.wire import copy_rows

__all__ = [
    "FEEDBACK",
    "OPPORTUNITIES",
    "Corpus",
    "Like",
    "Shelf",
    "Sought",
    "alike",
    "ask",
    "copy_rows",
    "corpus_of",
    "embedder",
    "reader",
    "title_and_body",
]
