"""What the keys of the inbox do, and that all of it can be taken back."""

from typing import Any

import pytest
from django.urls import reverse

from northing.insight import commands
from northing.insight.models import Asking, FeedbackState, Highlight, KeptApart, Opportunity
from northing.insight.queries.telling import Telling, telling_sentences
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from tests.conftest import Clients, World
from tests.insight.inbox.conftest import HTMX, TEXT, Heard, panes

pytestmark = pytest.mark.django_db


def act(clients: Clients, heard: Heard, route: str, as_: str = "mara", **sent: Any) -> Any:
    address = reverse(f"insight:{route}", args=[heard.piece.pk])
    return clients[as_].post(address, sent, headers=HTMX)


def undo(clients: Clients, response: Any) -> Any:
    address = response.content.decode().split('hx-post="')[-1].split('"')[0].replace("&amp;", "&")
    return clients["mara"].post(address, headers=HTMX)


def test_a_sentence_tells_of_a_problem_by_two_words_at_least_and_only_where_none_is_taken() -> None:
    text = "We credit the whole invoice. A refund for one line is what we need."
    refund = Opportunity(pk=1, name="Refund a line of an invoice")
    dates = Opportunity(pk=2, name="Invoices keep their date")
    begins = text.index("A refund")
    assert telling_sentences(text, [refund, dates], []) == [Telling(begins, len(text), 1)]
    assert telling_sentences(text, [refund, dates], [(begins + 2, begins + 8)]) == []


def test_chosen_words_are_linked_with_an_importance_and_taken_back(clients: Clients, heard: Heard) -> None:
    begins, ends = TEXT.index("We credit"), TEXT.index(" The second")
    response = act(
        clients,
        heard,
        "link_piece",
        opportunity=heard.refund.pk,
        importance=4,
        begins=begins,
        ends=ends,
        stays="1",
    )
    mark = Highlight.objects.get()
    assert mark.quote == "We credit the whole invoice and issue it again."
    assert (mark.importance, mark.opportunity) == (4, heard.refund)
    answer = response.content.decode()
    assert "<mark" in answer
    assert "Linked to Refund part of an invoice" in answer
    back = undo(clients, response)
    assert back["HX-Redirect"] == f"/insight/inbox/?piece={heard.piece.pk}"
    heard.piece.refresh_from_db()
    assert heard.piece.state == FeedbackState.NEW
    assert not Highlight.objects.exists()
    assert not Asking.objects.exists()


def test_an_answer_that_moves_on_brings_the_row_and_the_counts_only(clients: Clients, heard: Heard) -> None:
    answer = act(clients, heard, "link_piece", opportunity=heard.refund.pk, importance=2).content.decode()
    assert f'hx-target="#row-{heard.piece.pk}"' in answer
    assert "To triage <em>2</em>" in answer
    assert 'hx-target="#reading"' not in answer
    assert Highlight.objects.get().begins is None


def test_without_htmx_the_same_leads_back_to_the_piece(clients: Clients, heard: Heard) -> None:
    address = reverse("insight:link_piece", args=[heard.piece.pk]) + "?tab=owed"
    response = clients["mara"].post(address, {"opportunity": heard.refund.pk})
    assert response["Location"] == f"/insight/inbox/?tab=owed&piece={heard.piece.pk}"


def test_unlinking_takes_every_highlight_to_that_opportunity(
    clients: Clients, heard: Heard, world: World
) -> None:
    for span in (None, (0, 2)):
        commands.highlight(actor=world.tim, feedback=heard.piece, opportunity=heard.refund, span=span)
    commands.highlight(actor=world.tim, feedback=heard.piece, opportunity=heard.payout)
    response = act(clients, heard, "unlink_piece", opportunity=heard.refund.pk)
    assert [mark.opportunity for mark in heard.piece.highlights.all()] == [heard.payout]
    undo(clients, response)
    assert heard.piece.highlights.count() == 3
    assert Asking.objects.filter(opportunity=heard.refund).exists()


def test_a_new_opportunity_is_named_and_linked_at_once_and_goes_as_a_whole(
    clients: Clients, heard: Heard, world: World
) -> None:
    response = act(clients, heard, "name_problem", name="Keep the date of an invoice", begins=0, ends=2)
    made = Opportunity.objects.get(name="Keep the date of an invoice")
    assert made.product == world.billing
    assert made.highlights.get().quote == "Hi"
    undo(clients, response)
    assert not Opportunity.objects.filter(pk=made.pk).exists()


def test_a_piece_is_set_aside_with_a_reason_and_brought_back(clients: Clients, heard: Heard) -> None:
    assert act(clients, heard, "set_aside", reason="").status_code == 422
    act(clients, heard, "set_aside", reason="Spam")
    heard.piece.refresh_from_db()
    assert (heard.piece.state, heard.piece.why_set_aside) == (FeedbackState.SET_ASIDE, "Spam")
    shown = clients["mara"].get(f"/insight/inbox/?tab=done&piece={heard.piece.pk}").content.decode()
    assert "Set aside: Spam." in shown
    act(clients, heard, "bring_back")
    heard.piece.refresh_from_db()
    assert (heard.piece.state, heard.piece.why_set_aside) == (FeedbackState.NEW, "")


def test_answered_elsewhere_keeps_the_promise(clients: Clients, heard: Heard) -> None:
    response = act(clients, heard, "set_aside", answered="1")
    heard.piece.refresh_from_db()
    assert heard.piece.state == FeedbackState.ANSWERED
    assert heard.piece.answered_at is not None
    undo(clients, response)
    heard.piece.refresh_from_db()
    assert heard.piece.state == FeedbackState.NEW
    assert heard.piece.answered_at is None


@pytest.mark.parametrize(("until", "status"), [("2026-06-02", 200), ("2026-05-01", 422), ("soon", 422)])
def test_it_sleeps_until_a_day_to_come(clients: Clients, heard: Heard, until: str, status: int) -> None:
    assert act(clients, heard, "snooze", until=until).status_code == status
    heard.piece.refresh_from_db()
    assert (heard.piece.snoozed_until is not None) == (status == 200)


def test_it_is_handed_over_and_given_back(clients: Clients, heard: Heard, world: World) -> None:
    response = act(clients, heard, "hand_over", assignee=world.tim.pk)
    heard.piece.refresh_from_db()
    assert heard.piece.assignee == world.tim
    assert "Handed over to Tim Abbot" in response.content.decode()
    assert "Enterprise, for Tim Abbot" in response.content.decode()
    undo(clients, response)
    heard.piece.refresh_from_db()
    assert heard.piece.assignee is None


def test_the_same_customers_piece_is_merged_and_split_again(clients: Clients, heard: Heard) -> None:
    response = act(clients, heard, "merge_piece", other=heard.earlier.pk)
    heard.piece.refresh_from_db()
    assert heard.piece.merged_into == heard.earlier
    shown = clients["mara"].get(f"/insight/inbox/?piece={heard.piece.pk}").content.decode()
    assert "Merged into “We credit the whole invoice for one line.”." in shown
    undo(clients, response)
    heard.piece.refresh_from_db()
    assert heard.piece.merged_into is None


def test_another_customers_piece_is_linked_like_it_instead(
    clients: Clients, heard: Heard, world: World
) -> None:
    theirs = commands.add_feedback(
        actor=world.tim, text="We credit the whole invoice and issue it again for one line", customer=heard.quay
    )
    commands.highlight(actor=world.tim, feedback=theirs, opportunity=heard.payout)
    shown = panes(clients, heard.piece.pk)
    assert "Link like it" in shown
    assert "another customer’s, linked to Split a payout by property" in shown
    assert act(clients, heard, "merge_piece", other=theirs.pk).status_code == 422


def test_what_is_kept_apart_is_not_offered_again_from_either_side(
    clients: Clients, heard: Heard, world: World
) -> None:
    def offers(piece: int, other: int) -> bool:
        return f'name="like" value="{other}"' in panes(clients, piece)

    assert offers(heard.piece.pk, heard.earlier.pk)
    response = act(clients, heard, "keep_apart", other=heard.earlier.pk)
    act(clients, heard, "keep_apart", other=heard.earlier.pk)
    assert KeptApart.objects.count() == 1
    assert not offers(heard.piece.pk, heard.earlier.pk)
    assert not offers(heard.earlier.pk, heard.piece.pk)
    undo(clients, response)
    assert offers(heard.piece.pk, heard.earlier.pk)


def test_viewers_decide_nothing_and_strangers_to_a_product_find_nothing(heard: Heard, world: World) -> None:
    world.billing.restricted = True
    world.billing.save()
    with pytest.raises(NotAllowed):
        commands.mark_answered(actor=world.vera, feedback=heard.small)
    with pytest.raises(NotVisible):
        commands.bring_back(actor=world.oscar, feedback=heard.piece)
    with pytest.raises(Refused, match="from itself"):
        commands.keep_apart(actor=world.mara, feedback=heard.piece, other=heard.piece)


def test_who_asks_follows_a_piece_to_its_customer(heard: Heard, world: World) -> None:
    commands.highlight(actor=world.tim, feedback=heard.piece, opportunity=heard.refund)
    commands.change_feedback(actor=world.tim, feedback=heard.piece, customer=heard.quay)
    assert [asking.customer for asking in heard.refund.asking.all()] == [heard.quay]


def test_any_opportunity_is_linked_by_words_of_its_name(clients: Clients, heard: Heard, world: World) -> None:
    found = f"/insight/inbox/{heard.piece.pk}/problems/"
    names = clients["mara"].get(f"{found}?words=payout SPLIT", headers=HTMX).content.decode()
    assert "Split a payout by property" in names
    assert "Refund part" not in names
    commands.decide(actor=world.mara, opportunity=heard.payout, state="declined", reason="Not now")
    both = clients["mara"].get(found, headers=HTMX).content.decode()
    assert both.index("Refund part") < both.index("Split a payout")
    heard.refund.product.restricted = True
    heard.refund.product.save()
    assert (
        "Refund part"
        not in clients["oscar"].get(f"/insight/inbox/{heard.small.pk}/problems/", headers=HTMX).content.decode()
    )
