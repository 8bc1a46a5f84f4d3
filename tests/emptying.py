"""After a test that really committed, only the tables that it filled are emptied.

Django empties all of them and makes its own rows anew, which takes longer than many a test.
"""

from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

KEPT = {"django_migrations", "django_content_type", "auth_permission"}  # as the migrations left them
_emptied_by_django = TransactionTestCase._fixture_teardown


def empty(case: Any) -> None:
    """In place of `TransactionTestCase._fixture_teardown`; only a superuser may set triggers aside."""
    if not is_superuser():
        return _emptied_by_django(case)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # history forbids to delete from it
        for table in filled():
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  our own tables
    return None


def is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def filled() -> list[str]:
    tables = [table for table in connection.introspection.table_names() if table not in KEPT]
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [name for (name,) in cursor.fetchall()]
