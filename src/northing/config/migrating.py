"""An empty database is ready in seconds: of the models only those are drawn up that an operation is about.

Django draws up all related models anew after every operation, which for rooms that know each other is nearly
all of a first start. What only adds finds in the state after its run all that it would find right after itself.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveField,
    RemoveIndex,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation
from pgtrigger.migrations import AddTrigger, RemoveTrigger

Key = tuple[str, str]
# Tables apart from what is added to them: a table is made with every field that its model has by then.
TOGETHER: tuple[tuple[type[Operation], ...], ...] = (
    (CreateModel,),
    (AddField, AddIndex, AddConstraint, AddTrigger),
    (RemoveTrigger,),
)
ALONE = (AlterField, RemoveField, RemoveIndex, RemoveConstraint)


class Run(Operation):
    """Operations of one kind that follow each other, as one."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # the models as drawn up so far: without them nothing is drawn up anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        about = {(app_label, _model_of(operation)) for operation in self.operations}
        before, after = part_of(from_state, about), part_of(to_state, about)
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, before, after)


def part_of(state: ProjectState, about: set[Key]) -> ProjectState:
    """Of the models those, whoever refers to them, and whatever all of these refer to."""
    refers = {key: set(_referred_to(key, model)) for key, model in state.models.items()}
    ahead = [key for key in refers if key in about or refers[key] & about]
    needed: set[Key] = set()
    while ahead:
        key = ahead.pop()
        needed.add(key)
        ahead.extend(refers[key] & refers.keys() - needed)
    return ProjectState({key: state.models[key] for key in refers if key in needed}, state.real_apps)


def _referred_to(key: Key, model: ModelState) -> Iterator[Key]:
    remotes = [field.remote_field for field in model.fields.values() if field.remote_field]
    ends = [end for remote in remotes for end in (remote.model, getattr(remote, "through", None)) if end]
    for end in (*ends, *(base for base in model.bases if isinstance(base, str))):
        yield resolve_relation(end, *key)


def _model_of(operation: Any) -> str:
    name: str = operation.name if isinstance(operation, CreateModel) else operation.model_name
    return name.lower()


def in_runs(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations in the same order; those that only add stand together."""
    found: list[Operation] = []
    for kind, group in groupby(operations, _kind):
        alike = list(group)
        if kind is not None:
            found.append(Run(alike))
        else:
            found.extend(Run([each]) if isinstance(each, ALONE) else each for each in alike)
    return found


def _kind(operation: Operation) -> int | None:
    return next((place for place, kinds in enumerate(TOGETHER) if isinstance(operation, kinds)), None)


class QuickExecutor(MigrationExecutor):
    """Django's own, over runs of operations."""

    def _migrate_all_forwards(
        self,
        state: ProjectState,
        plan: list[tuple[Migration, bool]],
        full_plan: list[tuple[Migration, bool]],
        fake: bool,
        fake_initial: bool,
    ) -> ProjectState:
        """As in Django, which draws up every model before each migration."""
        waiting = {migration for migration, _ in plan}
        for migration, _ in full_plan:
            if not waiting:
                break
            if migration in waiting:
                state = self.apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
                waiting.remove(migration)
        return state

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any
    ) -> ProjectState:
        quick = copy(migration)
        quick.operations = in_runs(migration.operations)  # type: ignore[misc]  # declared for the class only
        return super().apply_migration(state, quick, *args, **kwargs)
