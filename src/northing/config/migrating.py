"""An empty database is ready in seconds: models are drawn up once for a run of operations, not after each.

Django draws up all related models anew after every operation, which for rooms that know each other is nearly
all of a first start. What only adds finds in the state after its run all that it would find right after itself.
"""

from collections.abc import Iterable
from copy import copy
from itertools import groupby
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

# Tables apart from what is added to them: a table is made with every field that its model has by then.
ADDITIONS: tuple[tuple[type[Operation], ...], ...] = (
    (CreateModel,),
    (AddField, AddIndex, AddConstraint, AddTrigger),
)


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
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)


def in_runs(operations: Iterable[Operation]) -> list[Operation]:
    """The same operations in the same order; those that only add stand together."""
    found: list[Operation] = []
    for kind, group in groupby(operations, _kind):
        alike = list(group)
        found.extend(alike if kind is None else [Run(alike)])
    return found


def _kind(operation: Operation) -> int | None:
    return next((place for place, kinds in enumerate(ADDITIONS) if isinstance(operation, kinds)), None)


class QuickExecutor(MigrationExecutor):
    """Django's own, over runs of operations."""

    def apply_migration(
        self, state: ProjectState, migration: Migration, *args: Any, **kwargs: Any
    ) -> ProjectState:
        quick = copy(migration)
        quick.operations = in_runs(migration.operations)  # type: ignore[misc]  # declared for the class only
        return super().apply_migration(state, quick, *args, **kwargs)
