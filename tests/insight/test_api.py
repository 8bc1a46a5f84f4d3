"""Programs bring and read feedback and customers by the API."""

import json
from typing import Any

import pytest
from django.test import Client

from northing.insight.models import Customer, Feedback
from northing.organisation import commands as organisation
from northing.organisation.models import Member
from tests.conftest import World

pytestmark = pytest.mark.django_db


class Program:
    """A program with a token of one member."""

    def __init__(self, member: Member, *scopes: str) -> None:
        token, self.secret = organisation.make_api_token(
            actor=member, name="CRM", scopes=scopes or ("read", "write")
        )
        self.token = token
        self._client = Client()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return getattr(self._client, method)(
            f"/api/v1{path}",
            json.dumps(body) if body is not None else None,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}"} | named,
        )


def test_a_key_of_the_caller_makes_one_piece_and_updates_it_after(world: World) -> None:
    crm = Program(world.mara)
    first = crm.ask("post", "/feedback", {"text": "Refunds", "system": "crm", "key": "7"})
    again = crm.ask("post", "/feedback", {"text": "Partial refunds", "system": "crm", "key": "7"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert Feedback.objects.get().text == "Partial refunds"


def test_who_said_it_is_named_as_the_caller_knows_them(world: World) -> None:
    crm = Program(world.mara)
    who = {
        "customer_name": "Nordlicht",
        "customer_key": "n1",
        "contact_email": "Jo@nord.example",
        "contact_name": "Jo",
    }
    crm.ask("post", "/feedback", {"text": "Refunds", "key": "7"} | who)
    crm.ask("post", "/feedback", {"text": "Exports", "key": "8", "customer_key": "n1"})
    crm.ask("post", "/feedback", {"text": "Exports", "key": "9", "contact_email": "jo@nord.example"})
    customer = Customer.objects.get()
    assert set(Feedback.objects.values_list("customer", "system")) == {(customer.pk, "api")}
    assert sorted(Feedback.objects.values_list("contact__email", flat=True), key=str) == [
        None,
        *["jo@nord.example"] * 2,
    ]
    wrong = crm.ask("post", "/feedback", {"text": "Refunds", "contact_email": "jo at nord"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "contact_email")
    strange = Program(world.tim).ask("post", "/feedback", {"text": "Refunds", "customer_name": "Elsewhere"})
    assert (strange.status_code, strange.json()["errors"][0]["field"]) == (422, "customer_name")


def test_an_idempotency_key_does_it_once_and_answers_the_same(world: World) -> None:
    crm = Program(world.mara)
    first = crm.ask("post", "/feedback", {"text": "Refunds"}, Idempotency_Key="a")
    again = crm.ask("post", "/feedback", {"text": "Refunds"}, Idempotency_Key="a")
    assert first.json() == again.json()
    assert Feedback.objects.count() == 1
    assert crm.ask("post", "/feedback", {"text": "Else"}, Idempotency_Key="a").status_code == 422


def test_pages_follow_each_other_whatever_is_added_meanwhile(world: World) -> None:
    crm = Program(world.mara)
    for number in range(5):
        crm.ask("post", "/feedback", {"text": f"Piece {number}"})
    seen, cursor = [], ""
    while True:
        page = crm.ask("get", f"/feedback?limit=2&cursor={cursor}").json()
        seen += [item["text"] for item in page["items"]]
        crm.ask("post", "/feedback", {"text": "Newer"})
        if page["next"] is None:
            break
        cursor = page["next"]
    assert seen == [f"Piece {number}" for number in (4, 3, 2, 1, 0)]
    assert crm.ask("get", "/feedback?cursor=nonsense").json()["errors"][0]["field"] == "cursor"


def test_nobody_overwrites_what_they_have_not_seen(world: World) -> None:
    crm = Program(world.mara)
    pk = crm.ask("post", "/customers", {"name": "Brandt", "revenue": 412000}).json()["id"]
    seen = crm.ask("get", f"/customers/{pk}")["ETag"]
    assert crm.ask("patch", f"/customers/{pk}", {"plan": "Scale"}, If_Match=seen).status_code == 200
    late = crm.ask("patch", f"/customers/{pk}", {"plan": "Team"}, If_Match=seen)
    assert late.status_code == 412
    assert Customer.objects.get().plan == "Scale"


def test_errors_have_one_shape_and_name_the_place(world: World) -> None:
    crm = Program(world.mara)
    wrong = crm.ask("post", "/feedback", {"text": "", "stars": 9})
    assert wrong.status_code == 422
    assert wrong["Content-Type"] == "application/problem+json"
    assert {error["field"] for error in wrong.json()["errors"]} == {"body.text", "body.stars"}
    nobody = crm.ask("post", "/feedback", {"text": "Hello", "customer": 99})
    assert nobody.json()["errors"] == [{"field": "customer", "message": "There is no customer 99."}]
    missing = crm.ask("get", "/feedback/12345")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")
    assert crm.ask("get", "/nothing").json()["status"] == 404


def test_a_token_opens_what_it_says_until_it_is_revoked(world: World, client: Client) -> None:
    reader = Program(world.mara, "read")
    assert reader.ask("get", "/feedback").status_code == 200
    refused = reader.ask("post", "/feedback", {"text": "Hello"})
    assert (refused.status_code, refused.json()["detail"]) == (403, "This token has no scope “write”.")
    organisation.revoke_api_token(actor=world.mara, token=reader.token)
    assert reader.ask("get", "/feedback").status_code == 401
    client.force_login(world.mara)
    assert client.get("/api/v1/feedback").status_code == 401, "a cookie opens nothing there"


def test_a_token_of_somebody_who_left_opens_nothing(world: World) -> None:
    crm = Program(world.tim)
    organisation.deactivate(actor=world.olive, member=world.tim)
    assert crm.ask("get", "/feedback").status_code == 401


def test_the_description_names_every_path_and_its_errors(world: World, client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    for path in described["paths"].values():
        for operation in path.values():
            assert {"401", "403", "422"} <= operation["responses"].keys()
