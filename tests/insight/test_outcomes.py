"""What became of a piece is kept with every way in which it can change."""

import pytest

from northing.insight import commands
from northing.insight.models import Became, Customer, Feedback, Opportunity, Outcome
from tests.conftest import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def brandt(world: World) -> Customer:
    return commands.create_customer(actor=world.mara, name="Brandt")


def linked(world: World, said: Feedback, name: str, state: str) -> Opportunity:
    problem = commands.create_opportunity(actor=world.mara, name=name)
    commands.highlight(actor=world.tim, feedback=said, opportunity=problem)
    return commands.decide(actor=world.mara, opportunity=problem, state=state, reason="As agreed")


def became() -> list[int]:
    return list(Outcome.objects.order_by("pk").values_list("became", flat=True))


def test_the_best_of_its_opportunities_counts(world: World, brandt: Customer) -> None:
    said = commands.add_feedback(actor=world.tim, text="Refunds", customer=brandt)
    assert became() == [Became.UNANSWERED]
    linked(world, said, "Refunds", "declined")
    assert became() == [Became.DECLINED]
    planned = linked(world, said, "Credit notes", "planned")
    assert became() == [Became.PLANNED]
    commands.decide(actor=world.mara, opportunity=planned, state="solved")
    assert became() == [Became.SHIPPED]
    commands.unlink(actor=world.tim, mark=planned.highlights.get())
    assert became() == [Became.DECLINED]


def test_without_an_opportunity_an_answer_or_a_reason_counts(world: World, brandt: Customer) -> None:
    first, second = (
        commands.add_feedback(actor=world.tim, text=text, customer=brandt) for text in ("One", "Two")
    )
    Feedback.objects.filter(pk=first.pk).update(answered_at=first.received_at)
    commands.set_aside(actor=world.tim, feedback=second, reason="A duplicate of a call")
    assert became() == [Became.ANSWERED, Became.DECLINED]


def test_a_piece_without_customer_and_one_merged_away_have_none(world: World, brandt: Customer) -> None:
    kept = commands.add_feedback(actor=world.tim, text="Refunds", customer=brandt)
    gone = commands.add_feedback(actor=world.tim, text="Refunds!", customer=brandt)
    commands.add_feedback(actor=world.tim, text="Nobody said this")
    assert Outcome.objects.count() == 2
    done = commands.merge(actor=world.tim, kept=kept, gone=gone)
    assert Outcome.objects.get().feedback == kept
    commands.unmerge(actor=world.tim, merge=done)
    gone.delete()
    assert Outcome.objects.get().feedback == kept


def test_pieces_brought_in_bulk_have_one_each(world: World, brandt: Customer) -> None:
    Feedback.objects.bulk_create(
        Feedback(
            text=f"Piece {at}", customer=brandt, received_at="2026-05-01T10:00Z", created_at="2026-05-01T10:00Z"
        )
        for at in range(30)
    )
    assert became() == [Became.UNANSWERED] * 30
