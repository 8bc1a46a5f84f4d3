"""What was linked to nothing: grouped by what it says, accepted, taken apart, set aside."""

import pytest

from northing.insight import commands
from northing.insight.grouping import candidates
from northing.insight.models import Feedback, FeedbackState, Opportunity
from tests.conftest import Clients, World
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


def test_what_sounds_alike_is_one_candidate_under_its_own_words(world: World) -> None:
    say(world)
    [found] = candidates(world.tim)
    assert {piece.text for piece in found.pieces} <= set(SAID)
    assert len(found.pieces) >= 2
    assert "refund" in found.title.lower()
    assert (found.customers, found.revenue) == (1, 900)


def test_accepting_links_only_what_stayed_ticked(world: World, clients: Clients) -> None:
    first, second, third = say(world)
    sent = {"name": "Approve large refunds", "pieces": [first.pk, second.pk]}
    assert clients["tim"].post(f"{ADDRESS}accept/", sent).status_code == 302
    made = Opportunity.objects.get()
    assert (made.name, made.product) == ("Approve large refunds", world.billing)
    assert {mark.feedback for mark in made.highlights.all()} == {first, second}
    third.refresh_from_db()
    assert third.state == FeedbackState.NEW
    assert clients["vera"].get(ADDRESS).status_code == 200


def test_setting_aside_asks_for_a_reason_and_does_all_or_none(world: World, clients: Clients) -> None:
    pieces = [piece.pk for piece in say(world)]
    address = f"{ADDRESS}set-aside/"
    assert clients["tim"].post(address, {"pieces": pieces, "reason": ""}).status_code == 422
    assert clients["tim"].post(address, {"reason": "Spam"}).status_code == 422
    assert clients["tim"].post(address, {"pieces": [*pieces, 99_999], "reason": "Spam"}).status_code == 404
    assert not Feedback.objects.filter(state=FeedbackState.SET_ASIDE).exists()
    assert clients["tim"].post(address, {"pieces": pieces, "reason": "Spam"}).status_code == 302
    assert Feedback.objects.filter(state=FeedbackState.SET_ASIDE).count() == 3
