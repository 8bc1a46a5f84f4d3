"""Propose which column of a file of feedback goes where, and say why and how surely."""

import re
from collections.abc import Iterable
from dataclasses import replace

from northing.exchange.feedback.vocabulary import (
    PARTS_OF_NAMES,
    PERSON_BESIDE_COMPANY,
    TARGETS,
    meaning,
    named,
    stars_of,
)
from northing.exchange.mapping import Mapping
from northing.exchange.matching import BY_VALUES, LAST_TIME, LEFT_OUT, SAME_NAME, YOUR_CHOICE, Match
from northing.exchange.readers.recognised import Column, Recognised
from northing.exchange.reviewing import Answer, ReviewedColumn

_WORDY = 4  # words of a sample, on average, that make it something said
_WORD = 1.3  # the least, where nothing else holds words
_REPEATS = 0.05  # of keys: a piece that was exported twice, not what many pieces are about
_SAMPLES = 3
_ASKS = 4  # words of a name that is a question
NOT_STARS = "stars are 1 to 5"


def match_feedback(recognised: Recognised, saved: Mapping | None = None) -> list[Match]:
    """A proposal for every column, in the file's order. `saved` is the mapping of an earlier import."""
    remembered = {name: target for target, names in saved.fields.items() for name in names} if saved else {}
    forgotten = set(saved.left_out) if saved else set()
    found: dict[str, Match] = {}
    for column in recognised.columns:
        if column.name in remembered:
            found[column.name] = Match(column.name, remembered[column.name], LAST_TIME, sure=True)
        elif column.name in forgotten:
            found[column.name] = Match(column.name, "", LAST_TIME, sure=True, note="left out last time")
    _by_names(recognised, found)
    _by_values(recognised, found)
    return [found.get(column.name) or Match(column.name, "", LEFT_OUT, True) for column in recognised.columns]


def proposed_feedback(
    recognised: Recognised,  # noqa: ARG001  the other way to match asks for it
    matches: Iterable[Match],
    saved: Mapping | None = None,
) -> Mapping:
    """The mapping that these matches make; what `saved` says of dates is kept."""
    fields: dict[str, list[str]] = {}
    left_out = []
    for proposal in matches:
        if proposal.target:
            fields.setdefault(proposal.target, []).append(proposal.column)
        elif proposal.why == LAST_TIME:
            left_out.append(proposal.column)
    return replace(
        saved or Mapping({}),
        fields={target: tuple(names) for target, names in fields.items()},
        left_out=tuple(left_out),
    )


def missing_feedback(mapping: Mapping) -> list[str]:
    """What the mapping lacks, in sentences."""
    if mapping.fields.get("text") or mapping.fields.get("title"):
        return []
    return ["No column says what was said. Choose the one that holds the text."]


def review_feedback(recognised: Recognised, mapping: Mapping) -> list[ReviewedColumn]:
    """What is unsure first, then what is matched, then what stays out; empty columns last."""
    found = []
    for column, proposal in zip(recognised.columns, match_feedback(recognised), strict=True):
        match = _standing(column, proposal, mapping)
        found.append(
            ReviewedColumn(
                name=column.name,
                filled=column.filled,
                samples=column.samples[:_SAMPLES],
                match=match,
                answers=() if match.sure else _answers(column, match, mapping),
                placements=(),
            )
        )
    return sorted(found, key=lambda one: (one.match.sure, not one.match.target, not one.filled))


def _by_names(recognised: Recognised, found: dict[str, Match]) -> None:
    """One column a target, the one whose name is trusted most; several may say what was said."""
    best: dict[str, tuple[int, Column]] = {}
    taken = {match.target for match in found.values()}
    for column in recognised.columns:
        place = meaning(column.name)
        if place is None or column.name in found or not column.filled or place[0] in taken:
            continue
        if place[0] == "received" and not column.dates:
            continue
        if place[0] == "key" and column.repeats > _REPEATS:
            continue  # of what was voted for, not of the vote
        if place[0] == "stars" and any(stars_of(value) is None for value in column.values if value):
            found[column.name] = Match(column.name, "", LEFT_OUT, True, note=NOT_STARS)
            continue
        if place[0] not in best or place[1] < best[place[0]][0]:
            best[place[0]] = place[1], column
    for target, (_, column) in best.items():
        found[column.name] = Match(column.name, target, SAME_NAME, sure=True)
    if "contact" not in best and "contact" not in taken:
        _by_parts_of_names(recognised, found)


def _by_parts_of_names(recognised: Recognised, found: dict[str, Match]) -> None:
    """Who said it: by first and last name, or as the customer where the company stands in another column."""
    free = [column for column in recognised.columns if column.name not in found and column.filled]
    parts = [one for one in free if named(one.name) in PARTS_OF_NAMES]
    customers = [one for one in free if named(one.name) in PERSON_BESIDE_COMPANY]
    for column in parts or customers[:1]:
        found[column.name] = Match(column.name, "contact", SAME_NAME, sure=True)


def _by_values(recognised: Recognised, found: dict[str, Match]) -> None:
    taken = {match.target for match in found.values()}
    free = [column for column in recognised.columns if column.name not in found and column.filled]
    if "received" not in taken and (dated := next((one for one in free if one.dates), None)):
        found[dated.name] = Match(dated.name, "received", BY_VALUES, sure=True)
    if "contact_email" not in taken and (addressed := next(filter(_holds_addresses, free), None)):
        found[addressed.name] = Match(addressed.name, "contact_email", BY_VALUES, sure=True)
    if "text" in taken:
        return
    free = [one for one in free if one.name not in found and not one.dates and not _is_choice(one)]
    wordy = [one for one in free if _words(one) >= _WORDY]
    survey = recognised.preset == "survey"  # each open question is something said
    asked = [one for one in free if _is_question(one) or (survey and one in wordy)]
    likely = wordy if wordy or "title" in taken else [one for one in free if _words(one) > _WORD]
    for column in asked or sorted(likely, key=_words)[-1:]:
        found[column.name] = Match(
            column.name, "text", BY_VALUES, sure=False, note="Is this what was said? No name says so"
        )


def _standing(column: Column, proposal: Match, mapping: Mapping) -> Match:
    target = mapping.target_of(column.name)
    if column.name in mapping.settled:
        return replace(proposal, target=target, why=YOUR_CHOICE, sure=True, note="")
    match = proposal
    if target != proposal.target:
        match = Match(column.name, target, LAST_TIME if target else LEFT_OUT, sure=True)
    settled = column.name in mapping.orders
    if match.target == "received" and column.dates and column.dates.ambiguous and not settled:
        note = f"Day or month first? “{column.dates.example}” can be read two ways"
        return replace(match, sure=False, note=note)
    return match


def _answers(column: Column, match: Match, mapping: Mapping) -> tuple[Answer, ...]:
    leave = Answer(9, "Leave out", "", mapping.with_column(column.name, ""))
    if match.target == "received" and column.dates:
        by_day = replace(mapping, orders=mapping.orders | {column.name: "dmy"})
        by_month = replace(mapping, orders=mapping.orders | {column.name: "mdy"})
        day_first = column.dates.order == "dmy"
        return (
            Answer(1, "Day first", "3/4 is 3 April", by_day, proposed=day_first),
            Answer(2, "Month first", "3/4 is 4 March", by_month, proposed=not day_first),
            replace(leave, number=3),
        )
    kept = mapping.with_column(column.name, match.target)
    return Answer(1, TARGETS[match.target], "", kept, proposed=True), replace(leave, number=2)


def _holds_addresses(column: Column) -> bool:
    return bool(column.samples) and all(re.fullmatch(r"[^@\s]+@[^@\s]+", sample) for sample in column.samples)


def _is_question(column: Column) -> bool:
    return column.name.endswith(("?", "\uff1f")) or len(column.name.split()) >= _ASKS


def _is_choice(column: Column) -> bool:
    """Numbers, or a few answers that come again and again; or the one that is ticked, under its own name."""
    if all(re.fullmatch(r"[\d\W]*", sample) for sample in column.samples):
        return True
    counts = [count for value, count in column.values.items() if value]
    return set(column.values) <= {"", column.name} if len(counts) == 1 else sum(counts) >= 2 * len(counts) > 0


def _words(column: Column) -> float:
    return sum(len(sample.split()) for sample in column.samples) / max(len(column.samples), 1)
