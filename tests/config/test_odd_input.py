"""What no browser's own form sends: it is refused or passed over, and never breaks the page."""

import pytest

from northing.organisation import commands
from tests.conftest import Clients, World

LONG = "9" * 5000
ODD = [
    "/portfolio/?q=a%00b",
    "/portfolio/?with=²",
    f"/portfolio/?product={LONG}",
    "/outcomes/metrics/?a%00b=1",
    f"/plan/features/?team={LONG[:20]}",
    f"/plan/prioritise/?team={LONG[:20]}",
    f"/plan/roadmap/?feature={LONG}",
    "/plan/capacity/?team=²",
    "/plan/rounds/new/?product=1,5",
    f"/plan/flow/items/?behind=old&page={LONG[:18]}",
    f"/outcomes/forecast-record/promises/?page={LONG[:18]}",
    f"/insight/customers/?customer={LONG}",
    f"/insight/opportunities/?opportunity={LONG}",
    f"/portal/ideas/?page={LONG}",
    "/settings/history/?day=9999-12-31",
    f"/settings/members/?who={LONG[:20]}",
    f"/?page={LONG}",
]


@pytest.mark.parametrize("address", ODD, ids=lambda text: text[:50])
def test_an_odd_address_is_answered(clients: Clients, address: str) -> None:
    assert clients["olive"].get(address).status_code in {200, 302, 404, 422}


def test_a_character_that_no_text_has_is_refused_with_words(clients: Clients) -> None:
    answer = clients["olive"].post("/plan/features/new/", {"name": "a\0b"})
    assert answer.status_code == 422
    assert "a character in it that no text has" in answer.content.decode()


@pytest.mark.parametrize("text", [r"a\u0000b", r"a\ud800b"])
def test_nor_may_a_program_send_it(clients: Clients, world: World, text: str) -> None:
    _, secret = commands.make_api_token(actor=world.hana, name="Odd", scopes=["read", "write"])
    answer = clients["nobody"].post(
        "/api/v1/feedback",
        f'{{"text": "{text}"}}',
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 400


def test_after_a_change_of_role_one_comes_back_only_to_pages_of_here(clients: Clients, world: World) -> None:
    for back in ("https://else.where/", "//else.where/", "zz", "\\\\else.where"):
        said = {"role": "viewer", "back": back}
        answer = clients["olive"].post(f"/settings/members/{world.tim.pk}/role/", said)
        assert answer["Location"] == "/settings/members/"
