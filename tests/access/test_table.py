"""The access table says what the program does: every cell is asked, and a refused write leaves every row."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from northing.organisation.access.table import TABLE, Row
from tests.access.cells import Played, Stage, cells_of


@pytest.mark.parametrize("row", TABLE.rows, ids=lambda row: f"{row.route} {row.method}")
def test_every_cell_answers_as_the_table_says(stage: Stage, row: Row) -> None:
    assert [wrong for played in stage.play(cells_of(row), watch=True) for wrong in unlike(played)] == []


def unlike(played: Played) -> list[str]:
    """What a cell does other than the table says."""
    if not played.as_expected:
        return [f"{played.cell}: {played.answer} instead of {played.cell.expected}"]
    return [f"{played.cell}: refused, and something was written"] if played.changed else []


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
