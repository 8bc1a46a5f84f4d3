"""Feedback, highlights and opportunities through their commands."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from northing.insight import commands
from northing.insight.models import (
    Asking,
    Customer,
    ExchangeRate,
    Feedback,
    FeedbackState,
    Importance,
    ReplyRule,
    Segment,
)
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from tests.conftest import World

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 5, 29, 15, 0, tzinfo=UTC)


def customer(world: World, name: str = "Brandt", **fields: object) -> Customer:
    return commands.create_customer(actor=world.mara, name=name, **fields)


def piece(world: World, text: str = "We credit everything and issue it again.", **fields: object) -> Feedback:
    return commands.add_feedback(actor=world.tim, text=text, **fields)


def test_what_the_caller_names_by_a_key_is_added_once_and_updated_after(world: World) -> None:
    first = piece(world, "Refunds", system="api", key="n-1")
    second = piece(world, "Partial refunds", system="api", key="n-1")
    assert second.pk == first.pk
    assert Feedback.objects.get().text == "Partial refunds"


def test_a_highlight_links_and_the_last_one_gone_makes_it_new_again(world: World) -> None:
    said = piece(world, customer=customer(world))
    problem = commands.create_opportunity(actor=world.tim, name="Refund part of an invoice")
    mark = commands.highlight(
        actor=world.tim, feedback=said, opportunity=problem, span=(3, 20), importance=Importance.NEEDED
    )
    said.refresh_from_db()
    assert (mark.quote, said.state) == ("credit everything", FeedbackState.LINKED)
    assert Asking.objects.get().pieces == 1
    commands.unlink(actor=world.tim, mark=mark)
    said.refresh_from_db()
    assert said.state == FeedbackState.NEW
    assert not Asking.objects.exists()


def test_the_same_span_again_only_changes_its_importance(world: World) -> None:
    said = piece(world)
    problem = commands.create_opportunity(actor=world.tim, name="Refund part of an invoice")
    first = commands.highlight(actor=world.tim, feedback=said, opportunity=problem)
    again = commands.highlight(
        actor=world.mara, feedback=said, opportunity=problem, importance=Importance.DEALBREAKER
    )
    assert again.pk == first.pk
    assert problem.highlights.get().importance == Importance.DEALBREAKER


def test_a_span_outside_the_text_is_refused_with_its_place(world: World) -> None:
    problem = commands.create_opportunity(actor=world.tim, name="Refund part of an invoice")
    with pytest.raises(Refused, match="Characters 2 to 900 are not in a text of 5"):
        commands.highlight(actor=world.tim, feedback=piece(world, "Short"), opportunity=problem, span=(2, 900))


def test_nothing_is_set_aside_or_declined_without_a_reason(world: World) -> None:
    with pytest.raises(Refused, match="Say why"):
        commands.set_aside(actor=world.tim, feedback=piece(world), reason=" ")
    problem = commands.create_opportunity(actor=world.tim, name="Refund part of an invoice")
    with pytest.raises(Refused, match="Say why"):
        commands.decide(actor=world.mara, opportunity=problem, state="declined")
    commands.decide(actor=world.mara, opportunity=problem, state="declined", reason="Two customers in a year")
    assert [step.reason for step in problem.steps.all()] == ["Two customers in a year", ""]


def test_the_first_rule_that_fits_promises_a_reply_in_working_days(world: World) -> None:
    enterprise = Segment.objects.create(name="Enterprise")
    ReplyRule.objects.create(segment=enterprise, working_days=1, position=1)
    ReplyRule.objects.create(worth_from=Decimal(100_000), working_days=5, position=2)
    large, small = customer(world, revenue=Decimal(400_000)), customer(world, "Quay", revenue=Decimal(18_000))
    assert piece(world, customer=small, received_at=FRIDAY).reply_by is None
    assert piece(world, customer=large, received_at=FRIDAY).reply_by == FRIDAY.replace(month=6, day=5)
    commands.put_in_segments(actor=world.mara, customer=large, segments=[enterprise.pk])
    assert piece(world, customer=large, received_at=FRIDAY).reply_by == FRIDAY.replace(month=6, day=1)


def test_revenue_is_worth_what_the_rate_says_and_unknown_without_one(world: World) -> None:
    ExchangeRate.objects.create(currency="PLN", rate=Decimal("0.25"), as_of=FRIDAY.date())
    assert customer(world, revenue=Decimal(1000), currency="pln").worth == Decimal("250.00")
    assert customer(world, "Quay", revenue=Decimal(1000), currency="SEK").worth is None
    assert customer(world, "Ost", revenue=Decimal(1000)).worth == Decimal(1000)


def test_viewers_read_and_a_restricted_products_words_are_not_there_for_others(world: World) -> None:
    with pytest.raises(NotAllowed):
        commands.add_feedback(actor=world.vera, text="Hello")
    with pytest.raises(NotAllowed):
        commands.create_customer(actor=world.tim, name="Brandt")
    world.insights.restricted = True
    world.insights.save()
    said = commands.add_feedback(actor=world.oscar, text="Secret", product=world.insights)
    with pytest.raises(NotVisible):
        commands.set_aside(actor=world.mara, feedback=said, reason="Not ours")


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Short and  sweet", "Short and sweet"),
        (
            "Half of the transfers arrive without the invoice number, so we book them all by hand",
            "Half of the transfers arrive without the invoice number, so we book them all by…",
        ),
        ("請" * 90, "請" * 80 + "…"),
    ],
)
def test_the_beginning_of_a_piece_ends_with_a_word(text: str, heading: str) -> None:
    assert Feedback(text=text).heading == heading
