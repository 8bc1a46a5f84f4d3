"""What customers do in the portal, and what it becomes inside."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pghistory.models import Context

from northing.insight import commands
from northing.insight.commands import portal
from northing.insight.commands.privacy import forget_copies
from northing.insight.models import (
    Asking,
    Comment,
    Contact,
    Customer,
    Erasure,
    Feedback,
    Following,
    Opportunity,
    Visitor,
    Vote,
)
from northing.insight.queries.opportunity_evidence import evidence_of
from northing.insight.queries.still_standing import tables_with
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation import commands as organisation
from northing.organisation.history import watched
from northing.planning.models import Feature, FeatureState
from tests.conftest import NOW, Clients, World
from tests.insight.portal.conftest import SignedIn

IMPORTANT = {"importance": "4"}


def vote(browser: Client, idea: Opportunity, **sent: str) -> Any:
    return browser.post(f"/portal/ideas/{idea.pk}/vote/", {"next": "/portal/ideas/", **sent})


def test_a_vote_is_evidence_and_counts_each_customer_once(
    world: World, idea: Opportunity, brandt: Customer, katrin: Contact, signed_in: SignedIn
) -> None:
    said = commands.add_feedback(actor=world.tim, text="Refund a line", customer=brandt)
    commands.highlight(actor=world.tim, feedback=said, opportunity=idea)
    browser, _ = signed_in()
    vote(browser, idea)
    vote(browser, idea, **IMPORTANT)
    portal.vote_for(actor=world.tim, opportunity=idea, customer=brandt)
    other = commands.create_customer(actor=world.mara, name="Quay", revenue=18_000)
    given = portal.vote_for(actor=world.tim, opportunity=idea, customer=other)
    evidence = evidence_of([idea.pk], NOW.date().replace(month=1), NOW.date())[idea.pk]
    assert (evidence.customers, evidence.revenue, evidence.pieces) == (2, 430_000, 1)
    assert Vote.objects.filter(visitor__isnull=False).get().importance == 4
    with watched() as change:
        portal.remove_vote(actor=world.tim, vote=given)
    assert set(Asking.objects.values_list("customer", flat=True)) == {brandt.pk}
    assert change.id is not None
    organisation.undo(actor=world.tim, context=change.id)
    assert set(Asking.objects.values_list("customer", flat=True)) == {brandt.pk, other.pk}
    with pytest.raises(NotAllowed):
        portal.vote_for(actor=world.vera, opportunity=idea, customer=brandt)


def test_votes_are_limited_where_the_owner_says_so(
    world: World, idea: Opportunity, signed_in: SignedIn
) -> None:
    second = commands.create_opportunity(actor=world.mara, name="B", is_public=True, public_name="Second")
    portal.set_up_portal(actor=world.olive, votes_each=1)
    browser, visitor = signed_in("uwe@ostwind.example")
    vote(browser, idea)
    vote(browser, second)
    assert "Take one back" in browser.get("/portal/ideas/").content.decode()
    assert list(Vote.objects.values_list("opportunity", flat=True)) == [idea.pk]
    commands.decide(actor=world.mara, opportunity=idea, state="declined", reason="No")
    portal.give_vote(visitor=visitor, idea=second.pk)
    with pytest.raises(Refused):
        portal.give_vote(visitor=visitor, idea=idea.pk)


def test_strangers_vote_after_they_have_signed_in(idea: Opportunity, client: Client) -> None:
    answer = vote(client, idea)
    assert answer.headers["Location"] == "/portal/sign-in/?next=/portal/ideas/"
    assert not Vote.objects.exists()


def test_comments_wait_until_somebody_has_read_them(
    world: World, idea: Opportunity, signed_in: SignedIn, client: Client
) -> None:
    browser, _ = signed_in("uwe@ostwind.example")
    page = f"/portal/ideas/{idea.pk}/"
    browser.post(f"{page}comment/", {"text": "We need <b>this</b>"})
    assert "We need" in browser.get(page).content.decode()
    assert "We need" not in client.get(page).content.decode()
    said = Comment.objects.get()
    portal.show_comment(actor=world.mara, comment=said)
    shown = client.get(page).content.decode()
    assert "We need &lt;b&gt;this&lt;/b&gt;" in shown
    assert "ostwind" not in shown
    portal.hide_comment(actor=world.mara, comment=said)
    assert "We need" not in client.get(page).content.decode()
    with pytest.raises(NotAllowed):
        portal.show_comment(actor=world.tim, comment=said)
    assert browser.post(f"{page}comment/", {"text": "x" * 2_001}).status_code == 422
    browser.post(f"{page}comment/", {"text": "Buy", "website": "https://spam.example"})
    assert Comment.objects.count() == 1


def test_an_idea_is_looked_for_before_it_is_posted(idea: Opportunity, client: Client) -> None:
    like = client.get("/portal/ideas/alike/", {"text": "credit only part of an invoice"})
    assert "Refund part of an invoice" in like.content.decode()
    assert 'name="sure"' not in client.get("/portal/ideas/new/").content.decode(), "nothing was looked at yet"
    asked = client.post("/portal/ideas/new/", {"text": "credit only part of an invoice"})
    assert "Already said" in asked.content.decode()
    assert not Feedback.objects.exists()
    client.post("/portal/ideas/new/", {"text": "credit only part of an invoice", "sure": "1"})
    piece = Feedback.objects.get()
    assert (piece.source, piece.contact, piece.added_by) == ("portal", None, None)


def test_ideas_of_strangers_are_limited_and_programs_are_not_heard(idea: Opportunity, client: Client) -> None:
    answers = [client.post("/portal/ideas/new/", {"text": f"Kangaroo {n}", "sure": "1"}) for n in range(7)]
    assert Feedback.objects.count() == 5
    assert "Come back in an hour" in answers[-1].content.decode()
    client.post("/portal/ideas/new/", {"text": "Buy", "sure": "1", "website": "x"})
    assert Feedback.objects.count() == 5


def test_who_follows_hears_once_when_it_is_there(
    world: World, idea: Opportunity, signed_in: SignedIn, client: Client
) -> None:
    feature = Feature.objects.create(
        name="F", public_name="Instant", state=FeatureState.PLANNED, created_at=NOW
    )
    browser, visitor = signed_in("uwe@ostwind.example")
    vote(browser, idea)
    browser.post("/portal/follow/", {"topic": f"planned:{feature.pk}"})
    assert portal.tell_news() == 0
    Feature.objects.filter(pk=feature.pk).update(state=FeatureState.SHIPPED, shipped_on=NOW.date())
    commands.decide(actor=world.mara, opportunity=idea, state="solved", reason="Out")
    assert portal.tell_news() == 2
    assert portal.tell_news() == 0
    mail.outbox.clear()
    for row in Following.objects.all():
        portal.deliver_news(row.pk)
    assert {each.subject for each in mail.outbox} == {"Instant is here", "Refund part of an invoice is here"}
    assert all(each.to == ["uwe@ostwind.example"] and "Clerks" not in each.body for each in mail.outbox)
    stop = re.search(r"/portal/stop/\S+/", mail.outbox[0].body)
    assert stop
    client.get(stop[0])
    assert Following.objects.count() == 2, "opening the link ends nothing"
    client.post(stop[0])
    assert Following.objects.count() == 1
    with pytest.raises(NotVisible):
        portal.follow(visitor=visitor, topic=f"planned:{feature.pk}")


def test_who_follows_hears_of_a_move_and_then_has_a_week_of_rest(
    world: World, idea: Opportunity, signed_in: SignedIn
) -> None:
    _, visitor = signed_in("uwe@ostwind.example")
    portal.follow(visitor=visitor, topic=f"opportunity:{idea.pk}")
    assert portal.tell_moves() == 0, "where it stands is only written down at first"
    commands.decide(actor=world.mara, opportunity=idea, state="planned", reason="Secret")
    assert [portal.tell_moves(), portal.tell_moves()] == [1, 0]
    mail.outbox.clear()
    row = Following.objects.get()
    portal.deliver_move(row.pk)
    [sent] = mail.outbox
    assert sent.subject == "Refund part of an invoice: Planned"
    assert "Before: Looking into it\nNow: Planned" in sent.body
    assert "Secret" not in sent.body
    assert "/portal/stop/" in sent.body
    commands.decide(actor=world.mara, opportunity=idea, state="in_delivery", reason="Begun")
    assert portal.tell_moves() == 0
    portal.deliver_move(row.pk)
    assert len(mail.outbox) == 1, "it is not said to stand where it stands no more"
    with clock.frozen(NOW + timedelta(days=8)):
        assert portal.tell_moves() == 1


def test_who_wishes_so_gets_what_came_once_a_month(
    world: World, idea: Opportunity, signed_in: SignedIn
) -> None:
    browser, _ = signed_in("uwe@ostwind.example")
    browser.post("/portal/follow/", {"topic": "digest"})
    entry = portal.save_change(actor=world.mara, title="Part refunds", text="Line by line.")
    portal.publish_change(actor=world.mara, entry=entry)
    assert portal.tell_digest() == 0, "the month is not over"
    with clock.frozen(NOW + timedelta(days=33)):
        assert [portal.tell_digest(), portal.tell_digest()] == [1, 0]
        mail.outbox.clear()
        portal.deliver_digest(Following.objects.get().pk, clock.today().replace(day=1).isoformat())
    [sent] = mail.outbox
    assert sent.subject == "What came in June"
    assert "Part refunds\nLine by line." in sent.body
    with clock.frozen(NOW + timedelta(days=63)):
        assert portal.tell_digest() == 0, "nothing came in July"


def test_the_logo_is_a_small_picture_and_can_be_taken_away(
    world: World, idea: Opportunity, clients: Clients
) -> None:
    settings = "/insight/portal/settings/"
    kept = {"title": "Our plans", "is_on": "on"}
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 20

    def send(name: str, content: bytes) -> int:
        sent = kept | {"logo": SimpleUploadedFile(name, content)}
        return clients["olive"].post(settings, sent).status_code

    assert clients["nobody"].get("/portal/logo").status_code == 404
    for name, content in (("a.svg", b"<svg/>"), ("a.png", b"<script>"), ("a.png", picture + b"0" * 200_000)):
        assert send(name, content) == 422
    assert send("tarn.png", picture) == 302
    shown = clients["nobody"].get("/portal/logo")
    assert (shown.content, shown["Content-Type"]) == (picture, "image/png")
    assert '<img src="/portal/logo"' in clients["nobody"].get("/portal/").content.decode()
    refused = clients["olive"].post(settings, kept | {"without_logo": "on", "embedded_by": "not a site"})
    assert (refused.status_code, clients["nobody"].get("/portal/logo").status_code) == (422, 200)
    clients["olive"].post(settings, kept | {"without_logo": "on"})
    assert clients["nobody"].get("/portal/logo").status_code == 404


def test_followers_of_the_changelog_are_told_once(world: World, idea: Opportunity, signed_in: SignedIn) -> None:
    _, visitor = signed_in("uwe@ostwind.example")
    portal.follow(visitor=visitor, topic="changelog")
    portal.follow(visitor=visitor, topic=f"opportunity:{idea.pk}")
    entry = portal.save_change(
        actor=world.mara, title="Part refunds", text="Line by line.", topics=[f"opportunity:{idea.pk}"]
    )
    portal.tell_of_change(entry.pk)
    portal.publish_change(actor=world.mara, entry=entry)
    portal.tell_of_change(entry.pk)
    entry.refresh_from_db()
    assert entry.told_at == NOW
    mail.outbox.clear()
    portal.deliver_change(entry.pk, Following.objects.earliest("pk").pk)
    assert "Line by line." in mail.outbox[0].body
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers
    portal.unpublish_change(actor=world.mara, entry=entry)
    mail.outbox.clear()
    portal.deliver_change(entry.pk, Following.objects.earliest("pk").pk)
    assert mail.outbox == []


def test_a_visitor_is_erased_without_a_trace_and_their_vote_stays_as_a_count(
    world: World, idea: Opportunity, signed_in: SignedIn
) -> None:
    browser, visitor = signed_in("uwe@ostwind.example")
    portal.introduce(visitor=visitor, name="Uwe Petersen")
    vote(browser, idea)
    browser.post(f"/portal/ideas/{idea.pk}/comment/", {"text": "A tarantella, please"})
    browser.post("/portal/ideas/new/", {"text": "A flamingo on every invoice", "sure": "1"})
    browser.post("/portal/sign-in/", {"email": visitor.email})
    assert Feedback.objects.get().contact is not None
    portal.block(actor=world.mara, visitor=visitor, reason="uwe@ostwind.example asked")
    commands.erase_person(actor=world.hana, person=Visitor.objects.get(), basis="Art. 6(1)(f)")
    forget_copies()
    for word in ("ostwind.example", "petersen", "tarantella", "flamingo"):
        assert tables_with(word) == [], word
    assert Vote.objects.get().visitor is None
    assert Erasure.objects.get().votes == 1


def test_settings_are_for_heads_and_undone_by_one_key(
    world: World, idea: Opportunity, clients: Clients
) -> None:
    with pytest.raises(NotAllowed):
        portal.set_up_portal(actor=world.mara, is_on=False)
    sent = {"title": "Our plans", "comments_wait": "on", "embedded_by": "https://www.tarn.example"}
    clients["olive"].post("/insight/portal/settings/", sent)
    page = clients["olive"].get("/insight/portal/settings/").content.decode()
    assert "&lt;iframe" in page
    assert "only you who work here" in page
    undo = re.search(r"action=\"(/[^\"]*undo[^\"]*)\"", page)
    assert undo
    clients["olive"].post(undo[1])
    assert clients["nobody"].get("/portal/").status_code == 200


def test_what_a_visitor_does_is_theirs_in_history_until_they_are_erased(
    world: World, idea: Opportunity, signed_in: SignedIn
) -> None:
    browser, visitor = signed_in()
    portal.introduce(visitor=visitor, name="Katrin Vogel")
    vote(browser, idea)
    assert who_gave_votes() == {"Katrin Vogel, a visitor of the portal"}
    commands.erase_person(actor=world.hana, person=Visitor.objects.get(), basis="Art. 6(1)(f)")
    forget_copies()
    assert who_gave_votes() == {"A visitor of the portal"}


def who_gave_votes() -> set[str]:
    found = Context.objects.filter(metadata__command="insight.give_vote")
    return {context.metadata["actor_name"] for context in found}
