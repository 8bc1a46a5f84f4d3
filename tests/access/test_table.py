"""The access table says what the program does: every cell is asked, and a refused write leaves every row."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from northing.organisation.access.table import TABLE, Answer, Row
from tests.access.cells import Cell, Played, Stage, cells_of


@pytest.mark.parametrize("row", TABLE.rows, ids=lambda row: f"{row.route} {row.method}")
def test_every_cell_answers_as_the_table_says(stage: Stage, row: Row) -> None:
    assert [wrong for played in stage.play(cells_of(row), watch=True) for wrong in unlike(played)] == []


def unlike(played: Played) -> list[str]:
    """What a cell does other than the table says."""
    if not played.as_expected:
        return [f"{played.cell}: {played.answer} instead of {played.cell.expected}"]
    return [f"{played.cell}: refused, and something was written"] if played.changed else []


def test_what_is_sent_twice_is_answered_twice(stage: Stage) -> None:
    """A name that is taken, a thing that is there already: refused in words, or as before."""
    cells = [Cell(row, "owner", "other") for row in TABLE.rows if row.method == "POST" and is_of_none(row)]
    cells = [cell for cell in cells if cell.expected is Answer.YES]
    assert [str(cell) for cell in cells if max(stage.send_twice(cell)) >= 500] == []


def is_of_none(row: Row) -> bool:
    """Its address names no row, as of those that make one."""
    with suppress(NoReverseMatch):
        return bool(reverse(row.route))
    return False


def test_every_route_has_a_row() -> None:
    in_table = {row.route for row in TABLE.rows}
    assert set(routes()) - in_table == set()


def test_every_row_has_a_route() -> None:
    in_table = {row.route for row in TABLE.rows}
    assert in_table - set(routes()) == set()


def routes() -> Iterator[str]:
    yield from _names(get_resolver().url_patterns, "")


def _names(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern.url_patterns, inner)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield f"{namespace}{pattern.name}"
