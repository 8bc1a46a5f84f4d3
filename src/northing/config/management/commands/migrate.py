"""Django's `migrate`, quicker. It knows its executor by this name only."""

from django.core.management.commands import migrate

from northing.config.migrating import QuickExecutor

migrate.MigrationExecutor = QuickExecutor  # type: ignore[misc]  # a class in place of its parent


class Command(migrate.Command):
    pass
