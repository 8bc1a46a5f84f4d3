"""Merging keeps the original, moves what points to it, and can be taken back at any later time."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from northing.insight import commands
from northing.insight.models import (
    Asking,
    Contact,
    Customer,
    CustomerKey,
    Feedback,
    FeedbackState,
    Highlight,
    Merge,
    Opportunity,
    Relation,
    Segment,
)
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation import commands as organisation
from northing.organisation.history import watched
from tests.conftest import World

pytestmark = pytest.mark.django_db


def customer(world: World, name: str, **fields: Any) -> Customer:
    return commands.create_customer(actor=world.mara, name=name, **fields)


def piece(world: World, text: str, **fields: Any) -> Feedback:
    return commands.add_feedback(actor=world.tim, text=text, **fields)


def problem(world: World, name: str) -> Opportunity:
    return commands.create_opportunity(actor=world.mara, name=name)


def mark(world: World, said: Feedback, of: Opportunity, span: tuple[int, int] | None = None) -> Highlight:
    return commands.highlight(actor=world.tim, feedback=said, opportunity=of, span=span)


def test_a_merged_customer_stays_and_everything_it_had_moves(world: World) -> None:
    kept = customer(world, "Brandt Logistik", revenue=Decimal(400))
    gone = customer(world, "Brandt GmbH", revenue=Decimal(90), plan="Scale", renews_on=date(2026, 9, 1))
    said = piece(world, "Refunds", customer=gone)
    CustomerKey.objects.create(customer=gone, system="crm", key="B-7")
    Contact.objects.create(customer=gone, name="Katrin", email="katrin@brandt.example")
    done = commands.merge(actor=world.mara, kept=kept, gone=gone, reason="One company")
    for row in (kept, gone, said):
        row.refresh_from_db()
    assert (said.customer, gone.merged_into) == (kept, kept)
    assert (kept.plan, kept.renews_on, kept.revenue) == ("Scale", date(2026, 9, 1), Decimal(400))
    assert kept.keys.get().key == "B-7"
    assert kept.contacts.get().name == "Katrin"
    assert list(Customer.objects.standing()) == [kept]
    commands.unmerge(actor=world.mara, merge=done)
    for row in (kept, gone, said):
        row.refresh_from_db()
    assert (said.customer, gone.merged_into, gone.contacts.count()) == (gone, None, 1)
    assert (kept.plan, kept.renews_on) == ("", None)


def test_revenue_of_one_who_asks_twice_under_two_names_counts_once_after_the_merge(world: World) -> None:
    kept, gone = customer(world, "Brandt", revenue=Decimal(400)), customer(world, "Brand", revenue=Decimal(90))
    refunds = problem(world, "Refund part of an invoice")
    mark(world, piece(world, "Refunds", customer=kept), refunds)
    mark(world, piece(world, "Partly", customer=gone), refunds)
    done = commands.merge(actor=world.mara, kept=kept, gone=gone)
    asking = Asking.objects.get(opportunity=refunds)
    assert (asking.customer, asking.pieces, asking.customer.worth) == (kept, 2, Decimal(400))
    commands.unmerge(actor=world.mara, merge=done)
    assert {row.customer: row.pieces for row in refunds.asking.all()} == {kept: 1, gone: 1}


def test_undoing_leaves_what_came_after_the_merge_where_it_is(world: World) -> None:
    kept, gone, third = (customer(world, name) for name in ("Brandt", "Brand", "Ost"))
    before, elsewhere = piece(world, "Before", customer=gone), piece(world, "Elsewhere", customer=gone)
    done = commands.merge(actor=world.mara, kept=kept, gone=gone)
    after = piece(world, "After", customer=Customer.objects.get(pk=kept.pk))
    commands.change_feedback(actor=world.tim, feedback=elsewhere, customer=third)
    commands.change_customer(actor=world.mara, customer=kept, plan="Scale")
    commands.unmerge(actor=world.mara, merge=done)
    by = {row.text: row.customer for row in Feedback.objects.select_related("customer")}
    assert by == {before.text: gone, after.text: kept, elsewhere.text: third}
    kept.refresh_from_db()
    assert kept.plan == "Scale"


def test_the_inner_of_two_merges_can_be_undone_first(world: World) -> None:
    first, second, third = (customer(world, name) for name in ("One", "Two", "Three"))
    said = piece(world, "Refunds", customer=first)
    inner = commands.merge(actor=world.mara, kept=second, gone=first)
    outer = commands.merge(actor=world.mara, kept=third, gone=second)
    commands.unmerge(actor=world.mara, merge=inner)
    said.refresh_from_db()
    assert said.customer == first
    commands.unmerge(actor=world.mara, merge=outer)
    said.refresh_from_db()
    assert said.customer == first
    assert Customer.objects.standing().count() == 3


def test_a_mark_finds_its_words_again_in_the_piece_that_is_kept(world: World) -> None:
    refunds, reminders = problem(world, "Refunds"), problem(world, "Reminders")
    gone = piece(world, "We credit everything, and the reminder is wrong")
    kept = piece(world, "Hello, we credit everything again")
    found, lost = mark(world, gone, refunds, (3, 20)), mark(world, gone, reminders, (30, 38))
    done = commands.merge(actor=world.tim, kept=kept, gone=gone)
    for row in (found, lost, kept):
        row.refresh_from_db()
    assert kept.text[found.begins : found.ends] == "credit everything"
    assert (lost.feedback, lost.begins, lost.quote) == (kept, None, "reminder")
    assert kept.state == FeedbackState.LINKED
    commands.unmerge(actor=world.tim, merge=done)
    for row in (found, lost, kept):
        row.refresh_from_db()
    assert (found.begins, lost.begins, lost.feedback) == (3, 30, gone)
    assert kept.state == FeedbackState.NEW


def test_a_link_that_both_have_stays_with_the_original_and_counts_once(world: World) -> None:
    who, refunds = customer(world, "Brandt"), problem(world, "Refunds")
    kept, gone = piece(world, "Refunds", customer=who), piece(world, "Refunds!", customer=who)
    mark(world, kept, refunds)
    stays = mark(world, gone, refunds)
    done = commands.merge(actor=world.tim, kept=kept, gone=gone)
    stays.refresh_from_db()
    assert (stays.feedback, Asking.objects.get().pieces) == (gone, 1)
    commands.unmerge(actor=world.tim, merge=done)
    assert Asking.objects.get().pieces == 2


def test_a_piece_takes_over_the_customer_that_only_the_other_names(world: World) -> None:
    who = customer(world, "Brandt")
    kept, gone = piece(world, "Refunds"), piece(world, "Refunds!", customer=who)
    done = commands.merge(actor=world.tim, kept=kept, gone=gone)
    kept.refresh_from_db()
    assert kept.customer == who
    commands.unmerge(actor=world.tim, merge=done)
    kept.refresh_from_db()
    assert kept.customer is None


def test_relations_of_merged_opportunities_turn_and_come_back(world: World) -> None:
    gone, other, kept = (problem(world, name) for name in ("Gone", "Other", "Kept"))
    relation = Relation.objects.create(opportunity=gone, other=other)
    between = Relation.objects.create(opportunity=gone, other=kept)
    done = commands.merge(actor=world.mara, kept=kept, gone=gone)
    relation.refresh_from_db()
    between.refresh_from_db()
    assert (relation.opportunity, relation.other) == (other, kept)
    assert (between.opportunity, between.other) == (gone, kept)
    commands.unmerge(actor=world.mara, merge=done)
    relation.refresh_from_db()
    assert (relation.opportunity, relation.other) == (gone, other)


def test_evidence_of_merged_opportunities_is_one(world: World) -> None:
    kept, gone = problem(world, "Refunds"), problem(world, "Partial refunds")
    brandt, ost = customer(world, "Brandt"), customer(world, "Ost")
    mark(world, piece(world, "One", customer=brandt), kept)
    mark(world, piece(world, "Two", customer=ost), gone)
    done = commands.merge(actor=world.mara, kept=kept, gone=gone)
    assert set(kept.asking.values_list("customer", flat=True)) == {brandt.pk, ost.pk}
    commands.unmerge(actor=world.mara, merge=done)
    assert kept.asking.get().customer == brandt
    assert gone.asking.get().customer == ost


def test_only_segments_that_people_fill_move(world: World) -> None:
    kept, gone = customer(world, "Brandt"), customer(world, "Brand")
    segment = Segment.objects.create(name="Advisory board")
    commands.put_in_segments(actor=world.mara, customer=gone, segments=[segment.pk])
    commands.merge(actor=world.mara, kept=kept, gone=gone)
    assert list(kept.segments.all()) == [segment]


def test_merging_is_refused_where_it_would_lose_something(world: World) -> None:
    brandt, ost = customer(world, "Brandt"), customer(world, "Ost")
    with pytest.raises(Refused, match="same row"):
        commands.merge(actor=world.mara, kept=brandt, gone=brandt)
    with pytest.raises(Refused, match="Two customers said this"):
        commands.merge(
            actor=world.tim, kept=piece(world, "a", customer=brandt), gone=piece(world, "b", customer=ost)
        )
    done = commands.merge(actor=world.mara, kept=brandt, gone=ost)
    with pytest.raises(Refused, match="merged into another one already"):
        commands.merge(actor=world.mara, kept=brandt, gone=ost)
    commands.unmerge(actor=world.mara, merge=done)
    with pytest.raises(Refused, match="undone already"):
        commands.unmerge(actor=world.mara, merge=done)


def test_members_merge_what_was_said_and_curators_the_rest(world: World) -> None:
    with pytest.raises(NotAllowed):
        commands.merge(actor=world.tim, kept=customer(world, "A"), gone=customer(world, "B"))
    with pytest.raises(NotAllowed):
        commands.merge(actor=world.vera, kept=piece(world, "a"), gone=piece(world, "b"))
    world.insights.restricted = True
    world.insights.save()
    secret = commands.add_feedback(actor=world.oscar, text="Secret", product=world.insights)
    with pytest.raises(NotVisible):
        commands.merge(actor=world.mara, kept=piece(world, "a"), gone=secret)
    assert not Merge.objects.exists()


def test_the_undo_of_a_toast_brings_the_evidence_back_too(world: World) -> None:
    refunds, said = problem(world, "Refunds"), piece(world, "Refunds", customer=customer(world, "Brandt"))
    with watched() as change:
        mark(world, said, refunds)
    assert change.id is not None
    organisation.undo(actor=world.tim, context=change.id)
    assert not Asking.objects.exists()
