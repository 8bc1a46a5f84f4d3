"""Many pieces at once: who said them, what is kept, what is refused, and how little the database is asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.insight import commands
from northing.insight.commands.bringing import (
    Answer,
    Incoming,
    Mark,
    answer_many,
    bring_feedback,
    highlight_many,
)
from northing.insight.models import (
    Asking,
    Contact,
    Customer,
    CustomerKey,
    Feedback,
    FeedbackState,
    Highlight,
    Importance,
    ReplyRule,
)
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.commands.undoing import undo
from northing.organisation.history import watched
from tests.conftest import NOW, World

pytestmark = pytest.mark.django_db
NOTE = Incoming("We credit everything and issue it again.", system="zendesk", key="t-1")
BRANDT = NOTE._replace(customer_name="Brandt", customer_key="org-9", contact_email="Jo@Brandt.example")


def test_pieces_come_with_customers_and_people_who_are_made_once(world: World) -> None:
    pieces = [BRANDT, BRANDT._replace(key="t-2", customer_name="BRANDT", contact_name="Jo Meyer")]
    brought = bring_feedback(actor=world.mara, pieces=pieces)
    assert (brought.created, brought.customers, brought.contacts, brought.unfit) == (2, 1, 1, [])
    assert CustomerKey.objects.get().customer == Customer.objects.get(name="Brandt")
    assert {piece.contact.email for piece in Feedback.objects.all() if piece.contact} == {"jo@brandt.example"}
    assert brought.ids == list(Feedback.objects.order_by("pk").values_list("pk", flat=True))


def test_a_merged_customer_leads_to_the_one_that_stands(world: World) -> None:
    bring_feedback(actor=world.mara, pieces=[BRANDT])
    kept = commands.create_customer(actor=world.mara, name="Brandt Logistics")
    commands.merge(actor=world.mara, kept=kept, gone=Customer.objects.get(name="Brandt"))
    bring_feedback(actor=world.mara, pieces=[BRANDT._replace(key="t-2")])
    assert Feedback.objects.get(key="t-2").customer == kept


def test_an_address_says_whose_words_they_are(world: World) -> None:
    brandt = commands.create_customer(actor=world.mara, name="Brandt")
    jo = commands.add_contact(actor=world.mara, customer=brandt, name="Jo", email="jo@brandt.example")
    bring_feedback(actor=world.tim, pieces=[NOTE._replace(contact_email="JO@brandt.example")])
    said = Feedback.objects.get()
    assert (said.customer, said.contact) == (brandt, jo)


def test_a_nickname_alone_makes_no_person(world: World) -> None:
    pieces = [
        NOTE._replace(contact_name="Kim"),
        BRANDT._replace(key="t-2", contact_email="", contact_name="Kim"),
    ]
    brought = bring_feedback(actor=world.mara, pieces=pieces)
    assert (brought.created, brought.contacts) == (2, 1)
    assert Feedback.objects.get(key="t-1").contact is None


def test_the_same_again_changes_nothing_and_what_differs_is_taken_over(world: World) -> None:
    pieces = [BRANDT, NOTE._replace(key="t-2")]
    bring_feedback(actor=world.mara, pieces=pieces)
    with watched() as change:
        again = bring_feedback(actor=world.mara, pieces=pieces)
    assert (again.created, again.updated, again.unchanged, change.id) == (0, 0, 2, None)
    third = bring_feedback(actor=world.mara, pieces=[pieces[0], pieces[1]._replace(text="Refunds")])
    assert (third.updated, third.unchanged) == (1, 1)
    assert Feedback.objects.get(key="t-2").text == "Refunds"


def test_what_people_decided_here_stays(world: World) -> None:
    bring_feedback(actor=world.mara, pieces=[NOTE._replace(kind="problem")])
    commands.change_feedback(actor=world.tim, feedback=Feedback.objects.get(), kind="request")
    bring_feedback(actor=world.mara, pieces=[NOTE._replace(kind="problem", product=world.billing.pk)])
    said = Feedback.objects.get()
    assert (said.kind, said.product) == ("request", world.billing)


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"text": " \0"}, "text", "There is no text"),
        ({"stars": 6}, "stars", "Stars are 1 to 5"),
        ({"source": "fax"}, "source", "None of call"),
        ({"contact_email": "jo at brandt"}, "contact_email", "no e-mail address"),
        ({"url": "javascript:alert(1)"}, "url", "no address of a page"),
        ({"title": "x" * 301}, "title", "Longer than 300 characters"),
        ({"product": 0}, "product", "no such product"),
    ],
)
def test_what_cannot_come_in_is_named_and_the_others_come(
    world: World, wrong: dict[str, Any], field: str, reason: str
) -> None:
    brought = bring_feedback(
        actor=world.mara, pieces=[NOTE, NOTE._replace(key="t-2", **wrong), NOTE._replace(key="t-3")]
    )
    assert [(one.number, one.field) for one in brought.unfit] == [(1, field)]
    assert reason in brought.unfit[0].reason
    assert [number is None for number in brought.ids] == [False, True, False]


def test_who_may_not_add_customers_brings_what_known_ones_say(world: World) -> None:
    commands.create_customer(actor=world.mara, name="Brandt")
    pieces = [NOTE._replace(customer_name="brandt"), NOTE._replace(key="t-2", customer_name="Quay")]
    brought = bring_feedback(actor=world.tim, pieces=pieces)
    assert (brought.created, brought.unfit[0].value) == (1, "Quay")
    with pytest.raises(NotAllowed):
        bring_feedback(actor=world.vera, pieces=pieces)


def test_old_words_are_owed_no_reply_that_nobody_could_give(world: World) -> None:
    ReplyRule.objects.create(working_days=2)
    old, young = BRANDT._replace(received_at=NOW - timedelta(days=90)), BRANDT._replace(key="t-2")
    bring_feedback(actor=world.mara, pieces=[old, young], lapsed_promises=False)
    owed = dict(Feedback.objects.values_list("key", "reply_by"))
    assert owed == {"t-1": None, "t-2": NOW + timedelta(days=2)}


def test_a_batch_is_one_change_that_can_be_taken_back(world: World) -> None:
    with watched() as change:
        bring_feedback(actor=world.mara, pieces=[BRANDT, BRANDT._replace(key="t-2")])
    assert change.id is not None
    undo(actor=world.mara, context=change.id)
    assert (Feedback.objects.count(), Contact.objects.count(), Customer.objects.count()) == (0, 0, 0)


def test_more_pieces_ask_the_database_no_more(world: World) -> None:
    def questions(count: int, system: str) -> int:
        pieces = [
            BRANDT._replace(
                system=system, key=f"{n}", customer_name=f"{system} {n}", customer_key=f"{n}",
                contact_email=f"{n}@{system}.example",
            )
            for n in range(count)
        ]  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            brought = bring_feedback(actor=world.mara, pieces=pieces)
            ids = [pk for pk in brought.ids if pk]
            highlight_many(actor=world.mara, marks=[Mark(pk, problem.pk, (0, 3)) for pk in ids])
            answer_many(actor=world.mara, answers=[Answer(pk, "Noted.") for pk in ids])
        return len(asked)

    problem = commands.create_opportunity(actor=world.mara, name="Refund part of an invoice")
    assert questions(3, "few") == questions(60, "many")


def test_many_marks_link_their_pieces_and_are_counted_once(world: World) -> None:
    problem = commands.create_opportunity(actor=world.tim, name="Refund part of an invoice")
    ids = bring_feedback(actor=world.mara, pieces=[BRANDT, BRANDT._replace(key="t-2")]).ids
    marks = [Mark(pk, problem.pk, (3, 20), at=datetime(2026, 5, 1, tzinfo=UTC)) for pk in ids if pk]
    assert highlight_many(actor=world.tim, marks=marks) == 2
    assert Asking.objects.get().pieces == 2
    assert set(Feedback.objects.values_list("state", flat=True)) == {FeedbackState.LINKED}
    heavier = [mark._replace(importance=Importance.DEALBREAKER) for mark in marks]
    assert highlight_many(actor=world.tim, marks=heavier) == 0
    assert {(mark.quote, mark.importance) for mark in Highlight.objects.all()} == {
        ("credit everything", Importance.DEALBREAKER)
    }


def test_a_mark_outside_its_text_or_of_a_hidden_piece_leaves_all_others_out(world: World) -> None:
    problem = commands.create_opportunity(actor=world.tim, name="Refund part of an invoice")
    first, second = bring_feedback(actor=world.mara, pieces=[NOTE, NOTE._replace(key="t-2")]).ids
    assert first is not None
    assert second is not None
    with pytest.raises(Refused, match="Characters 0 to 900"):
        highlight_many(actor=world.tim, marks=[Mark(first, problem.pk), Mark(second, problem.pk, (0, 900))])
    with pytest.raises(NotVisible):
        highlight_many(actor=world.tim, marks=[Mark(first, problem.pk), Mark(0, problem.pk)])
    assert not Highlight.objects.exists()


def test_many_answers_keep_their_promises_at_the_first_and_wake_what_was_set_aside(world: World) -> None:
    aside = NOTE._replace(key="t-2", why_set_aside="Not ours")
    first, second = bring_feedback(actor=world.mara, pieces=[NOTE, aside]).ids
    assert first is not None
    assert second is not None
    early, late = NOW - timedelta(days=3), NOW - timedelta(days=1)
    answers = [Answer(first, "More.", late), Answer(first, "Thanks.", early), Answer(second, "Thanks.")]
    assert answer_many(actor=world.tim, answers=answers) == 3
    said = {piece.pk: piece for piece in Feedback.objects.all()}
    assert (said[first].answered_at, said[second].answered_at) == (early, NOW)
    assert {piece.state for piece in said.values()} == {FeedbackState.ANSWERED}
    assert said[second].why_set_aside == ""
