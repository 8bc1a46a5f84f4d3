"""A group's title, made of its own words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from northing_engine.similarity.linking import LINKING_STEMS
from northing_engine.similarity.words import stem, tokens, words

# A title is a run of so many words at most; shorter ones name a thing, not a problem.
LONGEST = 6
# The most central members say it, and say it at their beginning.
MOST_READ = 20
READ = 600


@dataclass(frozen=True)
class _Run:
    words: tuple[str, ...]
    written: str


def group_title(titles: Sequence[str], bodies: Sequence[str], rarity: Mapping[str, float] | None = None) -> str:
    """The run of words that most members share and that says most, as its most central member wrote it.

    `titles` and `bodies` of the members, the most central first. `rarity` weighs words by their stem (1 where
    it does not know one). Where members share no run of two words, the most central title is the group's.
    Empty only when all titles are.
    """
    known = rarity or {}
    holders: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], str] = {}
    titled: Counter[tuple[str, ...]] = Counter()
    central = slice(MOST_READ)
    for title, body in zip(titles[central], (body[:READ] for body in bodies[central]), strict=True):
        in_title = _runs(title)
        titled.update({run.words for run in in_title})
        here = [*in_title, *_runs(body)]
        holders.update({run.words for run in here})
        for run in here:
            written.setdefault(run.words, run.written)
    least = max(2, int(np.ceil(min(len(titles), MOST_READ) / 3)))
    scored = [
        (_worth(run, known) * (count + titled[run]), run)
        for run, count in holders.items()
        if count >= least and titled[run]
    ]
    if scored:
        _, best = max(scored, key=lambda each: (round(each[0], 9), each[1]))
        return _capital(written[best])
    return next((title.strip() for title in titles if title.strip()), "")


def _worth(run: tuple[str, ...], rarity: Mapping[str, float]) -> float:
    """Longer runs say more, but each further word adds less."""
    return sum(rarity.get(word, 1.0) for word in run if word not in LINKING_STEMS) / float(np.sqrt(len(run)))


def _runs(text: str) -> list[_Run]:
    """Runs of 2 to `LONGEST` words within a sentence that neither begin nor end with a linking word."""
    found: list[_Run] = []
    for sentence in _sentences(text):
        written = tokens(sentence)
        stems = [stem(words(token)[0]) for token in written]
        ends = [at for at, each in enumerate(stems) if each not in LINKING_STEMS]
        found.extend(
            _Run(tuple(stems[start : end + 1]), _between(sentence, written, start, end + 1))
            for start in ends
            for end in ends
            if start < end < start + LONGEST
        )
    return found


def _between(sentence: str, written: Sequence[str], start: int, end: int) -> str:
    """The sentence's own letters from one word to another, with what stands between them."""
    at = 0
    for token in written[:start]:
        at = sentence.index(token, at) + len(token)
    first = at = sentence.index(written[start], at)
    for token in written[start:end]:
        at = sentence.index(token, at) + len(token)
    return sentence[first:at]


def _sentences(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text)  # as words are read: they are looked for in it
    for stop in '.!?;:\n()[]"':
        text = text.replace(stop, "\n")
    return [each for each in text.split("\n") if each.strip()]


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
