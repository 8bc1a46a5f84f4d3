"""Tokens by which programs come in: how long they open anything."""

from datetime import timedelta

import pytest
from django.test import Client

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation import commands
from tests.conftest import NOW, World


def answered(secret: str) -> int:
    return Client().get("/api/v1/metrics", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_token_that_would_never_work_is_not_made(world: World) -> None:
    with pytest.raises(Refused):
        commands.make_api_token(actor=world.mara, name="Nightly", scopes=["read"], expires_at=NOW)


def test_a_token_opens_nothing_from_its_last_moment_on(world: World) -> None:
    ends = NOW + timedelta(days=1)
    _, secret = commands.make_api_token(actor=world.mara, name="Nightly", scopes=["read"], expires_at=ends)
    with clock.frozen(ends - timedelta(seconds=1)):
        assert answered(secret) == 200
    with clock.frozen(ends):
        assert answered(secret) == 401


def test_a_token_of_somebody_who_left_opens_nothing(world: World) -> None:
    _, secret = commands.make_api_token(actor=world.mara, name="Nightly", scopes=["read"])
    assert answered(secret) == 200
    commands.deactivate(actor=world.olive, member=world.mara)
    assert answered(secret) == 401
