"""What was linked to nothing: grouped by what it says, accepted, taken apart, set aside."""

import pytest

from northing.insight import commands
from northing.insight.commands.grouping import count_groups, group_when_enough_came, make_groups
from northing.insight.models import (
    Customer,
    Feedback,
    FeedbackState,
    Group,
    GroupMember,
    KeptApart,
    Opportunity,
)
from northing.insight.queries.groups import GroupRow, group_list
from northing.organisation.models import Member
from tests.conftest import NOW, Clients, World
from tests.insight.opportunities.test_list import customer

pytestmark = pytest.mark.django_db
ADDRESS = "/insight/groups/"
SAID = (
    "Who may approve a refund above a limit?",
    "Let two people approve a refund above a limit",
    "The approval of a refund by a second person is missing",
)
OTHERS = (
    "The dark theme hurts my eyes at night",
    "Where is the VAT report of last year?",
    "Exporting to a spreadsheet is slow",
    "Payouts arrive on another day each week",
    "The terminal forgets its network",
)


def say(world: World) -> list[Feedback]:
    by = customer(world, "Brandt", 900)
    add = commands.add_feedback
    for text in OTHERS:
        add(actor=world.tim, text=text)
    return [add(actor=world.tim, text=text, customer=by, product=world.billing) for text in SAID]


def groups(actor: Member) -> tuple[GroupRow, ...]:
    make_groups()
    return group_list(actor).rows


def test_what_sounds_alike_is_one_candidate_under_its_own_words(world: World) -> None:
    say(world)
    [found] = groups(world.tim)
    assert {piece.text for piece in found.pieces} <= set(SAID)
    assert len(found.pieces) >= 2
    assert "refund" in found.group.title.lower()
    assert (found.customers, found.revenue, sum(found.months)) == (1, 900, len(found.pieces))


def test_the_list_of_opportunities_says_that_some_sound_alike(world: World, clients: Clients) -> None:
    def listed() -> str:
        return clients["vera"].get("/insight/opportunities/").content.decode()

    commands.create_opportunity(actor=world.mara, name="Split a payout")
    say(world)
    assert "sound alike" not in listed()
    make_groups()
    found = Group.objects.get()
    assert f"{found.members.count()} of them sound alike: “{found.title}”." in listed()
    for member in found.members.all()[1:]:
        commands.set_aside(actor=world.tim, feedback=member.feedback, reason="Elsewhere")
    count_groups()
    assert "sound alike" not in listed()


def test_accepting_links_only_what_stayed_ticked(world: World, clients: Clients) -> None:
    first, second, third = say(world)
    sent = {"name": "Approve large refunds", "pieces": [first.pk, second.pk]}
    assert clients["tim"].post(f"{ADDRESS}accept/", sent).status_code == 302
    made = Opportunity.objects.get()
    assert (made.name, made.product) == ("Approve large refunds", world.billing)
    assert {mark.feedback for mark in made.highlights.all()} == {first, second}
    third.refresh_from_db()
    assert third.state == FeedbackState.NEW


def test_who_only_looks_is_offered_nothing_to_tick(world: World, clients: Clients) -> None:
    say(world)
    make_groups()
    assert 'name="pieces"' in clients["tim"].get(ADDRESS).content.decode()
    assert 'name="pieces"' not in clients["vera"].get(ADDRESS).content.decode()


def test_setting_aside_asks_for_a_reason_and_does_all_or_none(world: World, clients: Clients) -> None:
    pieces = [piece.pk for piece in say(world)]
    address = f"{ADDRESS}set-aside/"
    assert clients["tim"].post(address, {"pieces": pieces, "reason": ""}).status_code == 422
    assert clients["tim"].post(address, {"reason": "Spam"}).status_code == 422
    assert clients["tim"].post(address, {"pieces": [*pieces, 99_999], "reason": "Spam"}).status_code == 404
    assert not Feedback.objects.filter(state=FeedbackState.SET_ASIDE).exists()
    assert clients["tim"].post(address, {"pieces": pieces, "reason": "Spam"}).status_code == 302
    assert Feedback.objects.filter(state=FeedbackState.SET_ASIDE).count() == 3


def test_a_group_is_made_again_when_enough_came_and_stays_the_one_that_people_know(world: World) -> None:
    say(world)
    assert group_when_enough_came()
    [before] = group_list(world.tim).rows
    commands.add_feedback(actor=world.tim, text="A refund above a limit needs two to approve it")
    assert not group_when_enough_came()
    [after] = groups(world.tim)
    assert (after.group.pk, len(after.pieces)) == (before.group.pk, len(before.pieces) + 1)


def test_what_was_split_off_is_not_put_together_again(world: World, clients: Clients) -> None:
    say(world)
    [found] = groups(world.tim)
    stays, *leave = [piece.pk for piece in found.pieces]
    address = f"{ADDRESS}{found.group.pk}/split/"
    assert clients["tim"].post(address, {"pieces": [stays, *leave]}).status_code == 422
    assert clients["tim"].post(address, {"pieces": [stays]}).status_code == 302
    assert KeptApart.objects.count() == len(leave)
    make_groups()
    assert not [row for row in group_list(world.tim).rows if stays in {piece.pk for piece in row.pieces}]


def test_two_large_halves_are_kept_apart_whole(world: World) -> None:
    pieces = [commands.add_feedback(actor=world.tim, text=f"Order {number}") for number in range(42)]
    group = Group.objects.create(title="Orders", closeness=0.5, made_at=NOW)
    GroupMember.objects.bulk_create(
        GroupMember(group=group, feedback=piece, position=at) for at, piece in enumerate(pieces)
    )
    assert commands.split_group(actor=world.tim, group=group, stay=pieces[:21]) == 21
    assert KeptApart.objects.count() == 21 * 21


def test_a_group_of_hidden_pieces_is_shown_to_those_who_see_all_of_them(world: World) -> None:
    world.billing.restricted = True
    world.billing.save()
    say(world)
    assert len(groups(world.mara)) == 1
    assert groups(world.oscar) == ()
    for text in SAID:
        commands.add_feedback(actor=world.oscar, text=text)
    assert [{piece.product for piece in row.pieces} for row in groups(world.oscar)] == [{None}]


def test_what_was_erased_is_in_no_group(world: World) -> None:
    say(world)
    make_groups()
    Customer.objects.update(kind="person")
    commands.erase_person(actor=world.olive, person=Customer.objects.get(), basis="Art. 6(1)(f)")
    assert not Group.objects.exists()
