"""What an import did, or would do, in sentences and as figures."""

from typing import Any

from northing.exchange import queries
from northing.exchange.mapping import Mapping
from northing.exchange.matching import standing, to_check
from northing.exchange.models import Brings, Import
from northing.ui import formatting

FIGURES = (
    *("teams", "products", "releases", "promises", "links", "customers", "contacts"),
    *("kept", "copies", "old", "guessed_done", "rows_read", "ownerless"),
)
KINDS = ("rows", "features", "items")
"""A row of the file may make a feature and its item, and counts once."""

MADE = {
    "teams": "teams",
    "products": "products",
    "releases": "releases",
    "promises": "commitments",
    "links": "dependencies",
    "customers": "customers",
    "contacts": "people",
}
AT_ONCE = {"Jira": 1_000, "Redmine": 500, "Asana": 2_000}
"""The rows that a tool exports at most, unless its administrator raised that."""


def outcome_of(of: Import) -> dict[str, Any]:
    """The figures: of what happened or, before it did, of what would."""
    said = of.outcome if of.is_in else of.expected
    return {
        "state": of.state,
        **{kind: said.get(kind, {"created": 0, "updated": 0, "skipped": 0}) for kind in KINDS},
        **{name: said.get(name, 0) for name in FIGURES},
        "refused": of.refused,
        "reasons": said.get("reasons", {}),
        "refused_links": said.get("refused_links", []),
        "changes": said.get("changes", []),
        "strangers": said.get("strangers", []),
        "lost": said.get("lost", []),
        "conflicts": said.get("conflicts", []),
        "effects": said.get("effects", []),
        "unmoved": said.get("unmoved", 0),
    }


def left_out_there(of: Import) -> str:
    """A file that is just as long as its tool lets it be is hardly whole; "" for any other."""
    if AT_ONCE.get(of.tool) != outcome_of(of)["rows_read"]:
        return ""
    return (
        f"The file has exactly {AT_ONCE[of.tool]:,} rows, and {of.tool} exports no more at once:"
        " what is beyond them is not here. Export that by another search, and bring it as a file of its own."
    )


def sentences(of: Import) -> list[str]:
    """For a terminal: first what happened and how much, then what a person should know."""
    outcome = outcome_of(of)
    rows, features, items = (outcome[kind] for kind in KINDS)
    verbs = ("created", "updated", "unchanged") if of.is_in else ("to create", "to update", "unchanged")
    said: list[str] = [
        f"{outcome['rows_read']:,} rows: {rows['created']:,} {verbs[0]}, {rows['updated']:,} {verbs[1]},"
        f" {rows['skipped']:,} {verbs[2]}, {of.refused:,} refused.",
    ]
    if of.was_cut_short:
        said.append(
            f"Stopped after row {outcome['rows_read']:,} of {of.outcome['stopped_of']:,}, as was asked:"
            " the rest can follow at any time."
        )
    if of.brings == Brings.WORK:
        said.append(
            f"Features: {features['created']:,} new, {features['updated']:,} changed. "
            f"Items: {items['created']:,} new, {items['updated']:,} changed."
        )
    others = [f"{names} {outcome[figure]:,}" for figure, names in MADE.items() if outcome[figure]]
    if others:
        said.append(f"Also new: {', '.join(others)}.")
    if outcome["old"]:
        said.append(f"{outcome['old']:,} rows that were closed long ago stay out, as was chosen.")
    homeless = sum(one["rows"] for one in outcome["lost"] if not one["feature"])
    if homeless:
        belong = f"{formatting.counted(homeless, 'row')} belong{'s' if homeless == 1 else ''} to no feature"
        said.append(f"{belong}: name one under “features” of the mapping.")
    if outcome["kept"]:
        said.append(f"{outcome['kept']:,} fields changed both here and there: ours stays.")
    if outcome["guessed_done"]:
        said.append(
            f"{outcome['guessed_done']:,} rows do not say when they were finished:"
            " the moment of their last change stands for it."
        )
    if outcome["ownerless"]:
        said.append(
            f"{formatting.counted(outcome['ownerless'], 'row')} without an owner:"
            f" nobody here is called {' or '.join(name for name, _ in outcome['strangers'])}."
        )
    if at_limit := left_out_there(of):
        said.append(at_limit)
    said += [
        f"Chance of {one['name']}: {formatting.percent(one['from'])} → {formatting.percent(one['to'])}."
        for one in outcome["effects"][:10]
    ]
    said += [f"{count:,} refused: {reason}." for reason, count in list(outcome["reasons"].items())[:10]]
    return [*said, *outcome["refused_links"][:10]]


def doubts(of: Import) -> list[str]:
    """Columns of which the page would ask: what was taken for granted, or left out."""
    matches = standing(queries.recognised_file(of), Mapping.from_json(of.mapping))
    return [f"“{one.column}”: {one.note}." for one in to_check(matches) if one.note]
