"""`northing user`: the way in from the server's own command line."""

import json
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client

from northing.kernel.errors import Refused
from northing.organisation.models import Member
from tests.conftest import World


def user(*arguments: str) -> str:
    out = StringIO()
    call_command("user", *arguments, stdout=out)
    return out.getvalue().strip()


def test_it_lists_everybody(world: World) -> None:
    found = json.loads(user("list", "--json"))
    assert {"email": "hana@tarn.example", "name": "Hana Sato", "role": "head"} in found
    assert "hana@tarn.example  head  Hana Sato" in user("list")


def test_the_link_that_it_prints_signs_in(world: World, client: Client) -> None:
    url = json.loads(user("link", "Mara@tarn.example", "--json"))["url"]
    client.post(urlsplit(url).path, {})
    assert client.session["_auth_user_id"] == str(world.mara.pk)


def test_it_adds_a_member_with_a_link_and_sets_a_role(world: World) -> None:
    assert "/sign-in/link/" in user("add", "new@tarn.example", "New Person", "--role", "manager")
    user("role", "new@tarn.example", "head")
    assert Member.objects.get(email="new@tarn.example").role == "head"


def test_the_last_owner_stays_owner(world: World) -> None:
    with pytest.raises(Refused, match="last owner"):
        user("role", "olive@tarn.example", "viewer")


def test_an_unknown_address_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="No member"):
        user("link", "nobody@tarn.example")
