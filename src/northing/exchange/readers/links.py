"""Links between rows, in the ways that cells write them."""

import re

from northing.exchange.readers.records import Link
from northing.exchange.readers.states import plain
from northing.exchange.readers.vocabulary import link_of

_BLOCKERS = frozenset(
    {"blocked by", "is blocked by", "blocked by dependencies", "depends on", "dependencies", "predecessors"}
)
_BLOCKING = frozenset({"blocking", "blocking dependencies"})
_ADDRESS = re.compile(r" \(https?://[^)]*\)")  # behind the title of a page that Notion relates to
_BETWEEN = re.compile(r"[,;\n\x1f]")
_ARROW = re.compile(r"(.*) ([→←]) (.+)")
_SAID = re.compile(r"(?:(?P<type>[^\W\d][^#:]*?)\s*)?[#:]\s*(?P<target>[\w-]+)")


def link_type(name: str) -> tuple[str, bool]:
    """What a column's name says of its links: ("Blocks", True) for "Outward issue link (Blocks)"."""
    if found := link_of(name):
        return found
    return _typed(name)


def unlinked(text: str) -> str:
    """The title of the first page in a cell of Notion, which writes its address behind it."""
    return text[: found.start()] if (found := _ADDRESS.search(text)) else text


def links_in(text: str, word: str, outward: bool) -> list[Link]:
    """The links in one cell: keys behind commas, or Redmine's "Blocked by #12, Related to #7"."""
    links = []
    text = _ADDRESS.sub("", text)
    for part in filter(None, map(str.strip, _BETWEEN.split(text))):
        if arrow := _ARROW.match(part):
            links.append(Link(arrow[1], "outward" if arrow[2] == "→" else "inward", arrow[3]))
            continue
        said = _SAID.match(part)
        kind, away = _typed(said["type"]) if said and said["type"] else (word, outward)
        links.append(Link(kind, "outward" if away else "inward", said["target"] if said else part))
    return links


def _typed(words: str) -> tuple[str, bool]:
    if plain(words) in _BLOCKERS:
        return "Blocks", False
    return ("Blocks", True) if plain(words) in _BLOCKING else (words, True)
