"""The access table says what the program does: every cell is asked, and a refused write leaves every row."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from northing.organisation.access.table import TABLE, Row
from tests.access.cells import Cell, Stage, cells_of


@pytest.mark.parametrize("row", TABLE.rows, ids=lambda row: f"{row.route} {row.method}")
def test_every_cell_answers_as_the_table_says(stage: Stage, row: Row) -> None:
    assert [wrong for cell in cells_of(row) for wrong in unlike(stage, cell)] == []


def unlike(stage: Stage, cell: Cell) -> list[str]:
    """What a cell does other than the table says."""
    answer, changed = stage.play(cell)
    if answer != cell.expected:
        return [f"{cell}: {answer} instead of {cell.expected}"]
    return [f"{cell}: refused, and something was written"] if changed else []


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
