"""One world for all tests of access, never committed."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.access.cells import Stage, taken_back


@pytest.fixture(scope="package")
def stage(
    _quick_passwords: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Stage]:
    with django_db_blocker.unblock(), taken_back():
        yield Stage()
