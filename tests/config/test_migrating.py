"""Runs of operations: in their order, and together only where none needs what another of them changes."""

from django.db import models
from django.db.migrations import AddField, AddIndex, AlterField, CreateModel, RunSQL

from northing.config.migrating import Run, in_runs

TABLE = CreateModel("Table", [("id", models.BigAutoField(primary_key=True))])
FIELD = AddField("table", "name", models.TextField())
INDEX = AddIndex("table", models.Index(fields=["name"], name="by_name"))
ALTERED = AlterField("table", "name", models.CharField())
SQL = RunSQL("SELECT 1")


def test_tables_stand_apart_from_what_is_added_to_them() -> None:
    first, second = in_runs([TABLE, TABLE, FIELD, INDEX])
    assert isinstance(first, Run)
    assert isinstance(second, Run)
    assert (first.operations, second.operations) == ([TABLE, TABLE], [FIELD, INDEX])


def test_what_does_more_than_add_stays_as_it_is_between_runs() -> None:
    before, altered, between, after = in_runs([FIELD, ALTERED, SQL, FIELD])
    assert between is SQL
    assert [run.operations for run in (before, altered, after) if isinstance(run, Run)] == [
        [FIELD],
        [ALTERED],
        [FIELD],
    ]
