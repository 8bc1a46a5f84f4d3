"""Feedback by hand: one piece, a pasted text that becomes several, and what is refused."""

import pytest

from northing.insight import commands
from northing.insight.forms.adding import pieces_in
from northing.insight.models import Customer, Feedback
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
PAGE = "/insight/add/"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One thing", ["One thing"]),
        ("First line\nstill the first\n\nSecond", ["First line\nstill the first", "Second"]),
        ("A\n\nwith two parts\n---\nB\r\n***\nC", ["A\n\nwith two parts", "B", "C"]),
        ("- slow\n- dear\n\n- odd", ["slow", "dear", "odd"]),
        ("1. slow\n2) dear", ["slow", "dear"]),
        (" \n\n ", []),
    ],
)
def test_a_text_is_parted_by_rulers_lists_or_blank_lines(text: str, pieces: list[str]) -> None:
    assert pieces_in(text) == pieces


def test_one_piece_is_added_with_its_customer_and_opens_in_the_inbox(world: World, clients: Clients) -> None:
    said = {"text": "Refund in part, please", "customer_name": "Brandt", "source": "call"}
    answer = clients["mara"].post(PAGE, said | {"product": world.billing.pk})
    piece = Feedback.objects.get()
    assert answer.headers["Location"] == f"/insight/inbox/?piece={piece.pk}"
    assert (piece.source, piece.product, piece.customer) == ("call", world.billing, Customer.objects.get())


def test_a_pasted_text_is_shown_in_pieces_before_they_are_added(world: World, clients: Clients) -> None:
    shown = clients["tim"].post(PAGE, {"text": "Too slow\n\nToo dear", "split": "1"}).content.decode()
    assert "2 pieces" in shown
    assert not Feedback.objects.exists()
    clients["tim"].post(PAGE, {"text": "", "piece": ["Too slow", " ", "Far too dear"]})
    assert set(Feedback.objects.values_list("text", flat=True)) == {"Too slow", "Far too dear"}


def test_nothing_said_is_refused_and_what_was_typed_stays(world: World, clients: Clients) -> None:
    answer = clients["tim"].post(PAGE, {"text": " ", "customer_name": "Brandt"})
    assert answer.status_code == 422
    assert "There is no text" in answer.content.decode()
    assert 'value="Brandt"' in answer.content.decode()


def test_a_name_that_only_managers_may_add_leaves_all_pieces_out(world: World, clients: Clients) -> None:
    commands.create_customer(actor=world.mara, name="Brandt")
    answer = clients["tim"].post(PAGE, {"piece": ["One", "Two"], "customer_name": "Quay"})
    assert answer.status_code == 422
    assert "customers are added by product managers and heads" in answer.content.decode()
    assert not Feedback.objects.exists()


def test_another_peoples_restricted_product_is_no_choice(world: World, clients: Clients) -> None:
    world.insights.restricted = True
    world.insights.save()
    answer = clients["mara"].post(PAGE, {"text": "Secret", "product": world.insights.pk})
    assert answer.status_code == 422
    assert not Feedback.objects.exists()


def test_viewers_do_not_add(world: World, clients: Clients) -> None:
    assert clients["vera"].get(PAGE).status_code == 403
    assert 'href="/insight/add/"' not in clients["vera"].get("/insight/inbox/").content.decode()
    assert 'href="/insight/add/"' in clients["tim"].get("/insight/inbox/").content.decode()
