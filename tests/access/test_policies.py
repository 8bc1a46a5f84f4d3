"""Every policy is needed: with any one of them switched off, a cell of the access table fails."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import zip_longest
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from northing.config.urls import ROOMS
from northing.organisation.access.table import TABLE, Answer
from tests.access.cells import Cell, Stage, cells_of

# No page shows one such row to somebody else: tests of their own hold who counts which and who reads which.
COUNTED = {"OutcomeQuerySet", "NoticeQuerySet"}
REFUSED = [
    [cell for cell in cells_of(row) if cell.expected in {Answer.NO, Answer.HIDDEN}] for row in TABLE.rows
]


def _policies_of(room: str) -> Any:
    try:
        return import_module(f"northing.{room}.policies")
    except ModuleNotFoundError:
        return None


def policies() -> list[Callable[..., bool]]:
    modules = [module for room in ROOMS if (module := _policies_of(room))]
    return [
        thing
        for module in modules
        for name, thing in vars(module).items()
        if name.startswith("may_") and thing.__module__ == module.__name__
    ]


def row_policies() -> list[type[models.QuerySet[Any]]]:
    """Querysets that say which rows somebody may know of."""
    rooms = tuple(f"northing.{room}." for room in ROOMS)
    managers = [model._default_manager for model in apps.get_models() if model.__module__.startswith(rooms)]
    found = {type(manager.all()) for manager in managers}
    shown = {kind for kind in found if "visible_to" in vars(kind) and kind.__name__ not in COUNTED}
    return sorted(shown, key=lambda kind: kind.__qualname__)


def rounds() -> Iterator[list[Cell]]:
    """The refused cells, one of each row at a time: most policies are found out in the first round."""
    for cells in zip_longest(*REFUSED):
        yield [cell for cell in cells if cell is not None]


def refusals(stage: Stage, cells: list[Cell]) -> dict[str, list[Cell]]:
    """Which of these refused cells each policy had a say in."""
    found: dict[str, list[Cell]] = {}
    with those_that_say_no(policies()) as said_no:
        for played in stage.play(cells):
            for name in said_no:
                found.setdefault(name, []).append(played.cell)
            said_no.clear()
    return found


def test_a_cell_fails_without_each_policy(stage: Stage) -> None:
    """One test for all: else each of a run's processes would play every refused cell for a few of them."""
    left = policies()
    for cells in rounds():
        if left:
            concerned = refusals(stage, cells)
            left = [policy for policy in left if not needed(stage, policy, concerned)]
    assert [_name(policy) for policy in left] == []


def needed(stage: Stage, policy: Callable[..., bool], concerned: dict[str, list[Cell]]) -> bool:
    with replaced(policy, lambda *_, **__: True):
        return any(not played.as_expected for played in stage.play(concerned.get(_name(policy), [])))


@pytest.mark.parametrize("kind", row_policies(), ids=lambda kind: kind.__qualname__)
def test_a_cell_fails_when_everybody_sees_every_row(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, kind: type[models.QuerySet[Any]]
) -> None:
    monkeypatch.setattr(kind, "visible_to", lambda rows, _actor: rows)
    hidden = [cell for cells in rounds() for cell in cells if cell.expected is Answer.HIDDEN]
    own_room_first = sorted(hidden, key=lambda cell: not cell.row.route.startswith(f"{room_of(kind)}:"))
    assert any(not played.as_expected for played in stage.play(own_room_first))


def room_of(kind: type[models.QuerySet[Any]]) -> str:
    return kind.__module__.split(".")[1]


@contextmanager
def those_that_say_no(watched: list[Callable[..., bool]]) -> Iterator[set[str]]:
    """Notes the names of the policies that say no."""
    said_no: set[str] = set()

    def noting(policy: Callable[..., bool]) -> Callable[..., bool]:
        def asked(*args: Any, **kwargs: Any) -> bool:
            answer = policy(*args, **kwargs)
            if not answer:
                said_no.add(_name(policy))
            return answer

        return asked

    with pytest.MonkeyPatch.context() as patch:
        for policy in watched:
            _put(patch, policy, noting(policy))
        yield said_no


@contextmanager
def replaced(policy: Callable[..., bool], other: Callable[..., bool]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        _put(patch, policy, other)
        yield


def _put(patch: pytest.MonkeyPatch, policy: Callable[..., bool], other: Callable[..., bool]) -> None:
    """Wherever a module of ours knows the policy by name."""
    for module in [module for name, module in sys.modules.items() if name.startswith("northing")]:
        for name, thing in list(vars(module).items()):
            if thing is policy:
                patch.setattr(module, name, other)


def _name(policy: Callable[..., bool]) -> str:
    return f"{policy.__module__}.{policy.__qualname__}"
