"""Who hears of what, behind the bell."""

from datetime import timedelta

from django.test import Client

from northing.insight import commands as insight
from northing.kernel import clock
from northing.organisation import commands
from northing.organisation.commands.notices import KEPT
from northing.organisation.models import Member, Notice
from northing.planning import commands as planning
from northing.planning.commands.notices import tell_of_falls
from northing.planning.models import Outlook
from northing.portfolio import commands as portfolio
from tests.conftest import NOW, Clients, World


def tell(member: Member, text: str = "Pay by bank has moved", cause: str = "tests.thing:1") -> None:
    commands.notify([member], cause=cause, text=text, url="/plan/features/1/")


def heard(member: Member) -> list[str]:
    return [notice.text for notice in Notice.objects.visible_to(member)]


def test_the_bell_counts_what_is_unread_and_the_page_lists_it(world: World, clients: Clients) -> None:
    tell(world.mara)
    assert "Notices, 1 new" in clients["mara"].get("/portfolio/").text
    page = clients["mara"].get("/account/notices/").text
    assert 'href="/plan/features/1/"' in page
    clients["mara"].post("/account/notices/read/")
    assert 'aria-label="Notices"' in clients["mara"].get("/portfolio/").text
    assert "Pay by bank has moved" in clients["mara"].get("/account/notices/").text


def test_nobody_reads_what_another_was_told(world: World, clients: Clients) -> None:
    tell(world.mara)
    for name in ("olive", "hana", "oscar"):
        assert "Pay by bank" not in clients[name].get("/account/notices/").text
        clients[name].post("/account/notices/read/")
    assert Notice.objects.unread().count() == 1


def test_an_owner_who_sees_as_somebody_does_not_see_their_bell(world: World, clients: Clients) -> None:
    tell(world.mara)
    clients["olive"].post("/see-as/", {"member": world.mara.pk})
    assert "Notices, 1 new" not in clients["olive"].get("/portfolio/").text
    assert "Pay by bank has moved" not in clients["olive"].get("/account/notices/").text


def test_what_happens_again_to_the_same_thing_is_one_notice_until_it_is_read(world: World) -> None:
    tell(world.mara, "first")
    tell(world.mara, "second")
    assert heard(world.mara) == ["second"]
    commands.read_notices(actor=world.mara)
    tell(world.mara, "third")
    assert heard(world.mara) == ["third", "second"]


def test_old_notices_go(world: World) -> None:
    tell(world.mara, "long ago", cause="a")
    with clock.frozen(NOW + KEPT + timedelta(days=1)):
        tell(world.mara, "now", cause="b")
    assert heard(world.mara) == ["now"]


def test_who_left_is_told_nothing(world: World) -> None:
    commands.deactivate(actor=world.olive, member=world.tim)
    world.tim.refresh_from_db()
    tell(world.tim)
    assert heard(world.tim) == []


def test_who_is_given_feedback_hears_of_it_unless_they_took_it_themselves(world: World) -> None:
    piece = insight.add_feedback(actor=world.mara, text="Exports are slow", source="email")
    insight.assign(actor=world.mara, feedback=piece, assignee=world.mara)
    insight.assign(actor=world.mara, feedback=piece, assignee=world.tim)
    assert (heard(world.mara), heard(world.tim)) == ([], ["Mara Lind gave you feedback: Exports are slow"])


def test_who_promised_and_who_answers_for_the_product_hear_that_it_was_moved(world: World) -> None:
    feature = planning.create_feature(
        actor=world.hana, name="Pay by bank", product=world.billing, team=world.billing_core, state="planned"
    )
    today = NOW.date()
    planning.commit(actor=world.mara, feature=feature, due_on=today + timedelta(days=10))
    planning.commit(
        actor=world.hana, feature=feature, due_on=today + timedelta(days=20), reason="The bank waits"
    )
    said = ["Hana Sato moved the promise for Pay by bank from 11 Jun to 21 Jun 2026: The bank waits"]
    assert (heard(world.mara), heard(world.hana)) == (said, [])


def test_a_notice_keeps_no_words_about_what_its_reader_may_not_know_of_any_more(
    world: World, clients: Clients
) -> None:
    feature = planning.create_feature(actor=world.hana, name="Pay by bank", product=world.billing)
    planning.commit(actor=world.mara, feature=feature, due_on=NOW.date() + timedelta(days=10))
    planning.commit(
        actor=world.hana, feature=feature, due_on=NOW.date() + timedelta(days=20), reason="The bank waits"
    )
    assert "Pay by bank" in clients["mara"].get("/account/notices/").text
    portfolio.change_product(actor=world.hana, product=world.billing, owner=world.hana, restricted=True)
    page = clients["mara"].get("/account/notices/").text
    assert "Pay by bank" not in page
    assert "About something removed or restricted" in page


def test_a_promise_that_becomes_unlikely_is_told_once(world: World) -> None:
    feature = planning.create_feature(actor=world.hana, name="Pay by bank", product=world.billing)
    promise = planning.commit(actor=world.mara, feature=feature, due_on=NOW.date() + timedelta(days=10))
    # On another day it was another promise, whose chance says nothing of this one.
    before = {feature.pk: (promise.due_on + timedelta(days=5), 0.72)}
    tell_of_falls(before, [Outlook(feature=feature, due_on=promise.due_on, chance=0.43)])
    assert not Notice.objects.exists()
    before = {feature.pk: (promise.due_on, 0.72)}
    for chance in (0.61, 0.43):
        tell_of_falls(before, [Outlook(feature=feature, due_on=promise.due_on, chance=chance)])
    assert heard(world.mara) == ["Pay by bank by 11 Jun has become unlikely: 72 → 43 %"]
    tell_of_falls(
        {feature.pk: (promise.due_on, 0.43)}, [Outlook(feature=feature, due_on=promise.due_on, chance=0.4)]
    )


def test_a_stranger_has_no_notices(client: Client, world: World) -> None:
    assert client.get("/account/notices/").status_code == 302
