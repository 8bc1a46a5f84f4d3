"""Django's `migrate`, quicker. It knows its executor by this name only."""

from django.core.management.commands import migrate

from northing.config.migrating import QuickExecutor

migrate.MigrationExecutor = QuickExecutor  # type: ignore[attr-defined]  # not in the stubs


class Command(migrate.Command):
    pass
