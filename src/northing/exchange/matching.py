"""Propose where each column goes, and say why and how surely."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from northing.exchange.mapping import Mapping
from northing.exchange.readers.kinds import kind_of
from northing.exchange.readers.recognised import Column, Recognised
from northing.exchange.readers.states import plain, state_of_word
from northing.exchange.readers.vocabulary import DATES, OTHERS, Meaning, meaning
from northing.exchange.sizes import RANGE, is_word, unplaced

SAME_NAME, BY_VALUES, LAST_TIME, LEFT_OUT = "same name", "by its values", "used last time", "left out"
YOUR_CHOICE = "your choice"
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]*-\d+\Z")
_PLAN_WORDS = ("target", "plan", "end", "finish")
_KNOWN_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """One column and where it goes; `target` "" leaves it out."""

    column: str
    target: str
    why: str
    """"same name", "by its values", "used last time" or "left out"."""
    sure: bool
    note: str = ""
    """A remark; where not sure, what to check."""


def match(recognised: Recognised, saved: Mapping | None = None) -> list[Match]:
    """A proposal for every column, in the file's order. `saved` is the mapping of an earlier import."""
    tool = recognised.tool_key
    remembered = {name: target for target, names in saved.fields.items() for name in names} if saved else {}
    forgotten = set(saved.left_out) if saved else set()
    found: dict[str, Match] = {}
    for column in recognised.columns:
        if column.name in remembered:
            found[column.name] = Match(column.name, remembered[column.name], LAST_TIME, sure=True)
        elif column.name in forgotten:
            found[column.name] = Match(column.name, "", LAST_TIME, sure=True, note="left out last time")
        elif place := _by_name(column, tool):
            found[column.name] = Match(column.name, place.target, SAME_NAME, sure=True)
    _features_named(recognised, found)
    _by_values(recognised, found)
    nothing = Match("", "", LEFT_OUT, sure=True)
    return [
        _looked_at(
            column, found.get(column.name, replace(nothing, column=column.name)), saved or Mapping({}), tool
        )
        for column in recognised.columns
    ]


def standing(recognised: Recognised, mapping: Mapping) -> list[Match]:
    """Where each column goes as the mapping stands, with the reasons, and what is still to be checked."""
    found, tool = [], recognised.tool_key
    for column, proposal in zip(recognised.columns, match(recognised), strict=True):
        target = mapping.target_of(column.name)
        if column.name in mapping.settled:
            found.append(replace(proposal, target=target, why=YOUR_CHOICE, sure=True, note=""))
            continue
        why = proposal.why if target == proposal.target else LAST_TIME
        doubtful = why == BY_VALUES and target == "title"
        note = "Is this the name? No column says so" if doubtful else ""
        found.append(_looked_at(column, Match(column.name, target, why, not doubtful, note), mapping, tool))
    return found


def proposed(recognised: Recognised, matches: Iterable[Match], saved: Mapping | None = None) -> Mapping:
    """The mapping that these matches make; what `saved` says of values, team and zone is kept."""
    tool = recognised.tool_key
    order = list(saved.fields.items()) if saved else []
    trusted = {name: place for _, names in order for place, name in enumerate(names)}
    fields: dict[str, list[str]] = {}
    left_out = []
    for proposal in matches:
        if proposal.target:
            fields.setdefault(proposal.target, []).append(proposal.column)
        elif proposal.why == LAST_TIME:
            left_out.append(proposal.column)

    def trust(name: str) -> tuple[int, int]:
        place = meaning(name, tool)
        return (trusted.get(name, len(trusted)), place.rank if place else 1000)

    chosen = {target: tuple(sorted(names, key=trust)) for target, names in fields.items()}
    return replace(saved or Mapping({}), fields=chosen, left_out=tuple(left_out))


def to_check(matches: Iterable[Match]) -> list[Match]:
    """What a person should look at before the import runs."""
    return [proposal for proposal in matches if not proposal.sure]


def missing(mapping: Mapping) -> list[str]:
    """What the mapping lacks to be of use, in sentences; empty when it can run."""
    return [] if mapping.fields.get("title") else ["No column gives the name. Choose the column that holds it."]


def placed(column: Column, mapping: Mapping) -> list[tuple[str, int, str]]:
    """Each value of a column of states or kinds, how often, and where it goes; "" when nobody knows."""
    target = mapping.target_of(column.name)
    values = sorted(column.values.items(), key=lambda pair: -pair[1])
    if target == "status":
        return [(word, n, mapping.states.get(word) or state_of_word(word) or "") for word, n in values if word]
    if target == "estimate":
        return [(word, n, mapping.sizes.get(word, "")) for word, n in values if is_word(word)]
    if target == "kind":
        return [(word, n, mapping.kinds.get(word) or kind_of(word)) for word, n in values if word]
    return []


def _by_name(column: Column, tool: str) -> Meaning | None:
    place = meaning(column.name, tool)
    if place and place.target in DATES and column.filled and not column.dates:
        return None
    return place


def _features_named(recognised: Recognised, found: dict[str, Match]) -> None:
    """A plan whose only names stand under "Feature" or "Epic" has a feature in each row."""
    if any(proposal.target == "title" for proposal in found.values()):
        return
    for column in recognised.columns:
        proposal = found.get(column.name)
        if proposal and proposal.target == "feature" and max(column.values.values(), default=1) == 1:
            found[column.name] = replace(proposal, target="title")
            return


def _by_values(recognised: Recognised, found: dict[str, Match]) -> None:
    """Fill what no name gave from columns that nobody has claimed."""
    taken = {proposal.target for proposal in found.values()}
    free = [column for column in recognised.columns if column.name not in found and column.filled]
    tests = (
        ("key", _holds_keys),
        ("status", _holds_states),
        ("assignee_email", _holds_addresses),
        ("title", _holds_names),
    )
    for target, holds in tests:
        if target in taken:
            continue
        column = next((column for column in free if column.name not in found and holds(column)), None)
        if column:
            found[column.name] = Match(column.name, target, BY_VALUES, sure=target != "title")


def _holds_keys(column: Column) -> bool:
    return column.filled == 1 and bool(column.samples) and all(map(_KEY.match, column.samples))


def _holds_states(column: Column) -> bool:
    total = sum(column.values.values())
    known = sum(count for word, count in column.values.items() if state_of_word(word))
    return total > 0 and len(column.values) > 1 and known >= _KNOWN_SHARE * total


def _holds_addresses(column: Column) -> bool:
    holds = all(re.fullmatch(r"[^@\s]+@[^@\s]+", sample) for sample in column.samples)
    return bool(column.samples) and holds and plain(column.name) not in OTHERS


def _holds_names(column: Column) -> bool:
    repeated = max(column.values.values(), default=0) > 1
    if column.dates or repeated or column.filled < _KNOWN_SHARE:
        return False
    return sum(len(sample.split()) > 1 for sample in column.samples) > len(column.samples) / 2


def _undated(column: Column, tool: str) -> bool:
    """Named like a date, and holds none."""
    place = meaning(column.name, tool)
    return bool(place and place.target in DATES and not column.dates)


def _looked_at(column: Column, proposal: Match, said: Mapping, tool: str) -> Match:
    """The same, with a remark, and less sure where the values raise a question."""
    target = proposal.target
    if not target and column.filled and proposal.why == LEFT_OUT and _undated(column, tool):
        return replace(
            proposal, sure=False, note=f"Is it a date? “{column.samples[0]}” is written in no form we know"
        )
    if not target:
        return replace(proposal, note=proposal.note or ("" if column.filled else "empty"))
    if target in DATES and column.dates and column.dates.ambiguous and column.name not in said.orders:
        return replace(
            proposal, sure=False, note=f"Day or month first? “{column.dates.example}” can be read two ways"
        )
    if (
        target == "due"
        and proposal.why != LAST_TIME
        and any(word in plain(column.name) for word in _PLAN_WORDS)
    ):
        return replace(proposal, sure=False, note="Commitment or plan? A commitment is a promise to somebody")
    if target == "status":
        unknown = [word for word in column.values if word not in said.states and not state_of_word(word)]
        if unknown:
            count = f"{len(unknown)} value{'s' if len(unknown) > 1 else ''} to place"
            return replace(proposal, sure=False, note=f"{count}: {', '.join(unknown[:5])}")
    if target == "estimate" and (words := unplaced(column.values or column.samples, said.sizes)):
        return replace(
            proposal, sure=False, note=f"Letters are not ranges: how long is {', '.join(words[:5])}?"
        )
    if target == "estimate" and not said.sizes and not any(RANGE.match(text) for text in column.samples):
        return replace(proposal, note="points stay out: only ranges such as 3–5 come across")
    if target == "kind":
        features = [word for word in column.values if said.kinds.get(word, kind_of(word)) == "feature"]
        return replace(
            proposal, note=f"{', '.join(features)} becomes a feature, the rest items" if features else "items"
        )
    return proposal
