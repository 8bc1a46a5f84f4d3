"""Where the engine groups what was said and linked to nothing: each group may be a problem without a name."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from northing.insight.similarity import reader, title_and_body
from northing_engine.similarity import Link, group, group_title, mutual_links, neighbours


class Said(NamedTuple):
    """A piece: `room` says with which others it may be grouped."""

    pk: int
    title: str
    text: str
    room: int | None


class Found(NamedTuple):
    """`pieces` by id, the most central first, and a title of their own words."""

    title: str
    pieces: tuple[int, ...]
    closeness: float


def grouped(pieces: Sequence[Said], apart: Collection[tuple[int, int]]) -> list[Found]:
    """Groups of pieces of one room, the largest first. `apart`: pairs of which somebody said that they are not
    the same; each counts as not alike, so that a group that was taken apart stays so."""
    rooms: dict[int | None, list[Said]] = {}
    for piece in pieces:
        rooms.setdefault(piece.room, []).append(piece)
    found = [one for some in rooms.values() for one in _grouped(some, {*apart})]
    return sorted(found, key=lambda one: (-len(one.pieces), -one.closeness, one.pieces))


def _grouped(pieces: Sequence[Said], apart: set[tuple[int, int]]) -> list[Found]:
    titles, bodies = zip(*(title_and_body(piece.title, piece.text) for piece in pieces), strict=True)
    links = mutual_links(neighbours(reader(), titles, bodies))
    kept = [link for link in links if not _are_apart(pieces, link, apart)]
    return [
        Found(
            title=group_title(
                [_heading(pieces[at]) for at in each.members], [pieces[at].text for at in each.members]
            )[:200],
            pieces=tuple(pieces[at].pk for at in each.members),
            closeness=each.closeness,
        )
        for each in group(len(pieces), kept)
    ]


def _are_apart(pieces: Sequence[Said], link: Link, apart: set[tuple[int, int]]) -> bool:
    first, second = pieces[link.first].pk, pieces[link.second].pk
    return (first, second) in apart or (second, first) in apart


def _heading(piece: Said) -> str:
    return piece.title or " ".join(piece.text.split())[:80]
