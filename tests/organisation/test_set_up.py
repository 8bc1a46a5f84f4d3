"""The first start."""

import stat
from pathlib import Path

import pytest
from django.test import Client

from northing.kernel.errors import Refused
from northing.organisation import commands
from northing.organisation.models import Member, Organisation, Role
from tests.conftest import PASSWORD, World


@pytest.fixture
def code(db: None, settings: pytest.FixtureRequest, tmp_path: Path) -> str:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    begun = commands.begin_setup()
    assert begun
    return begun


def filled(code: str, **changed: str) -> dict[str, str]:
    data = {"code": code, "organisation": "Tarn", "currency": "EUR", "year_starts_in": "4"}
    return {**data, "name": "Olive Reyes", "email": "Olive@Tarn.example", "password": PASSWORD, **changed}


def test_an_empty_server_has_one_page(code: str, client: Client) -> None:
    for address in ("/", "/sign-in/", "/settings/members/", "/nothing/here/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, "/setup/")
    assert client.get("/setup/").status_code == 200


def test_whoever_finishes_the_page_owns_the_place_and_is_signed_in(code: str, client: Client) -> None:
    answer = client.post("/setup/", filled(code))
    assert answer.status_code == 302
    owner = Member.objects.get()
    assert (owner.role, owner.email, owner.check_password(PASSWORD)) == (Role.OWNER, "olive@tarn.example", True)
    assert Organisation.objects.get().year_starts_in == 4
    assert client.get("/account/").status_code == 200


def test_there_is_no_second_time(world: World, client: Client) -> None:
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", filled("ANY")).status_code == 404
    with pytest.raises(Refused, match="set up already"):
        commands.create_organisation(organisation="B", name="B", email="b@b.example", password=PASSWORD)


def test_the_code_is_needed_in_any_spelling(code: str, client: Client) -> None:
    wrong = client.post("/setup/", filled("AAAA-AAAA"))
    assert wrong.status_code == 422
    assert "not the code" in wrong.text
    assert not Member.objects.exists()
    client.post("/setup/", filled(code.lower().replace("-", " ")))
    assert Member.objects.exists()


def test_guessing_the_code_ends_after_ten_tries(code: str, client: Client) -> None:
    for _ in range(10):
        client.post("/setup/", filled("AAAA-AAAA"))
    assert "Too many tries" in client.post("/setup/", filled(code)).text
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "eleven char"),
        ("password", "1qaz2wsx3edc"),
        ("name", " "),
        ("email", "olive"),
        ("organisation", " "),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_made(
    code: str, client: Client, field: str, value: str
) -> None:
    answer = client.post("/setup/", filled(code, **{field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not Organisation.objects.exists()


def test_the_code_is_for_the_owner_of_the_data_folder_only(code: str, settings: pytest.FixtureRequest) -> None:
    file = settings.DATA_DIR / "keys" / "setup-code"  # type: ignore[attr-defined]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert commands.begin_setup() == code
