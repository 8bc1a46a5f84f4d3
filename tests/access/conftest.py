"""One world for all tests of access, never committed."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.access.cells import Stage, taken_back


@pytest.fixture(scope="package")
def stage(
    _quick_passwords: None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Stage]:
    # Thousands of requests come with one of five sessions: in a cookie they need no table.
    in_cookies = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
    with in_cookies, django_db_blocker.unblock(), taken_back():
        yield Stage()
