"""A feature's own page, its items and links, and the plan around it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.kernel.errors import Refused
from northing.organisation.queries.history import history_of
from northing.planning import commands
from northing.planning.models import Capacity, Dependency, Feature, Holiday, Item
from northing.portfolio.models import Product
from tests.conftest import Clients, World
from tests.planning.features.conftest import forecast


def page(clients: Clients, feature: Feature, who: str = "mara", part: str = "") -> str:
    answer = clients[who].get(f"/plan/features/{feature.pk}/{part}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_leads_with_the_date_and_how_likely_it_is(clients: Clients, pay: Feature, world: World) -> None:
    commands.commit(actor=world.mara, feature=pay, due_on=date(2026, 7, 31))
    pay.refresh_from_db()
    forecast(pay, chance=0.54, p50=date(2026, 7, 29), p85=date(2026, 8, 21), before=0.78)
    shown = page(clients, pay)
    assert "Committed for 31 July and 54\u202f% likely, down from 78\u202f% on 11 May." in shown
    assert "Half of all outcomes finish by 29 July, 85\u202f% by 21 August." in shown


def test_a_bare_feature_says_what_is_missing(clients: Clients, pay: Feature) -> None:
    shown = page(clients, pay)
    assert "No date is promised." in shown
    assert "No forecast yet" in shown
    assert "not split" in shown


def test_a_shipped_feature_says_when(clients: Clients, pay: Feature, world: World) -> None:
    with pytest.raises(Refused, match="before it started"):
        commands.change_feature(
            actor=world.mara,
            feature=pay,
            state="shipped",
            started_on=date(2026, 5, 20),
            shipped_on=date(2026, 5, 19),
        )
    commands.change_feature(actor=world.mara, feature=pay, state="shipped")
    assert "Shipped on 1 June." in page(clients, pay)


def test_moving_a_promise_is_kept_with_its_reason(clients: Clients, pay: Feature, world: World) -> None:
    commands.commit(actor=world.mara, feature=pay, due_on=date(2026, 7, 31))
    commands.commit(actor=world.mara, feature=pay, due_on=date(2026, 8, 31), reason="The certifier is late")
    shown = page(clients, pay)
    assert "Commitment 31 Jul 2026 → 31 Aug 2026" in shown
    assert "“The certifier is late”" in shown


def test_one_field_is_brought_back(clients: Clients, pay: Feature, world: World) -> None:
    commands.change_feature(actor=world.mara, feature=pay, name="Renamed", team=world.data)
    change = next(line for line in history_of(world.hana, pay) if line.field == "team")
    clients["hana"].post(f"/history/{change.model}/{change.event}/team/restore/")
    pay.refresh_from_db()
    assert pay.team == world.billing_core
    assert pay.name == "Renamed"


def test_editing_writes_only_what_changed(clients: Clients, pay: Feature, world: World) -> None:
    said = {"name": pay.name, "state": "shaped", "product": world.billing.pk, "team": world.billing_core.pk}
    estimate = {"estimate_low": "4", "estimate_likely": "6", "estimate_high": "9"}
    answer = clients["mara"].post(f"/plan/features/{pay.pk}/edit/", said | estimate | {"problem": "Cards cost"})
    assert answer.status_code == 302
    pay.refresh_from_db()
    assert (pay.state, pay.problem) == ("shaped", "Cards cost")
    assert {line.field for line in history_of(world.hana, pay) if line.kind == "update"} == {"state", "problem"}


def test_items_are_added_and_done(clients: Clients, pay: Feature) -> None:
    clients["tim"].post(f"/plan/features/{pay.pk}/items/", {"name": "Read the file"})
    item = Item.objects.get()
    clients["tim"].post(f"/plan/features/{pay.pk}/items/{item.pk}/", {"state": "done"})
    pay.refresh_from_db()
    assert (pay.items_total, pay.items_done) == (1, 1)
    assert "Read the file" in page(clients, pay, part="items/")


@pytest.mark.parametrize("sort", ["state", "name", "latest", "nonsense"])
def test_items_sort(clients: Clients, pay: Feature, sort: str) -> None:
    assert clients["mara"].get(f"/plan/features/{pay.pk}/items/?sort={sort}").status_code == 200


def test_items_stand_in_the_order_of_work(clients: Clients, pay: Feature, world: World) -> None:
    names = ("Wait", "Do", "Did")
    items = {name: commands.add_item(actor=world.mara, feature=pay, name=name) for name in names}
    commands.change_item(actor=world.mara, item=items["Do"], state="doing")
    commands.change_item(actor=world.mara, item=items["Did"], state="done")
    shown = clients["mara"].get(f"/plan/features/{pay.pk}/items/").context["items"]
    assert [item.name for item in shown] == ["Do", "Wait", "Did"]


def test_an_item_of_another_feature_is_not_found(
    clients: Clients, pay: Feature, refund: Feature, world: World
) -> None:
    item = commands.add_item(actor=world.mara, feature=refund, name="Elsewhere")
    answer = clients["mara"].post(f"/plan/features/{pay.pk}/items/{item.pk}/", {"state": "done"})
    assert answer.status_code == 404


def test_the_burn_up_counts_items(clients: Clients, pay: Feature, world: World) -> None:
    for name in ("One", "Two", "Three"):
        commands.add_item(actor=world.mara, feature=pay, name=name)
    commands.change_item(actor=world.mara, item=Item.objects.get(name="One"), state="done")
    assert "1 of 3 items finished" in page(clients, pay, part="burn-up/")


def test_links_show_both_ways_and_can_be_removed(
    clients: Clients, pay: Feature, refund: Feature, world: World
) -> None:
    commands.add_dependency(actor=world.mara, feature=pay, other=refund)
    assert "Refunds" in page(clients, pay)
    assert "Pay by bank" in page(clients, refund)
    clients["mara"].post(f"/plan/dependencies/{Dependency.objects.get().pk}/remove/")
    assert not Dependency.objects.exists()


def test_a_link_to_what_one_may_not_see_names_nothing(
    clients: Clients, pay: Feature, cash: Feature, world: World
) -> None:
    commands.add_dependency(actor=world.hana, feature=pay, other=cash)
    world.insights.restricted = True
    world.insights.save()
    shown = page(clients, pay)
    assert "Cash view" not in shown
    assert "A feature that you may not see" in shown


def test_a_history_names_nothing_that_one_may_not_see(clients: Clients, pay: Feature, world: World) -> None:
    commands.change_feature(actor=world.hana, feature=pay, product=world.insights)
    commands.change_feature(actor=world.hana, feature=pay, product=world.billing)
    Product.objects.filter(pk=world.insights.pk).update(name="Vault", restricted=True)
    shown = page(clients, pay)
    assert "Vault" not in shown
    assert "something removed or restricted" in shown
    assert "Vault" in clients["hana"].get(f"/plan/features/{pay.pk}/").content.decode()


def test_longer_stories_need_no_more_queries(clients: Clients, pay: Feature, world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(clients, pay)
        return len(queries)

    def live(count: int) -> None:
        for at in range(count):
            other = commands.create_feature(
                actor=world.mara, name=f"Other {count} {at}", team=world.billing_core
            )
            commands.add_dependency(actor=world.mara, feature=pay, other=other)
            due_on = date(2026, 7, 1 + at)
            commands.commit(actor=world.mara, feature=pay, due_on=due_on, reason=f"Because {at}")

    live(3)
    asked()
    few = asked()
    live(20)
    assert asked() == few


def test_an_initiative_is_made_and_changed(clients: Clients) -> None:
    made = clients["mara"].post("/plan/initiatives/", {"name": "Mandates"})
    assert made.status_code == 302
    assert clients["mara"].post(made.headers["Location"], {"name": "Mandates 2026"}).status_code == 302
    assert "Mandates 2026" in clients["tim"].get("/plan/initiatives/").content.decode()


def test_two_initiatives_of_a_name_are_refused(clients: Clients) -> None:
    clients["mara"].post("/plan/initiatives/", {"name": "Mandates"})
    assert clients["mara"].post("/plan/initiatives/", {"name": "mandates"}).status_code == 422


def test_a_release_is_made_and_changed(clients: Clients, world: World) -> None:
    said = {"name": "Spring", "product": world.billing.pk, "planned_on": "2026-09-01"}
    assert clients["mara"].post("/plan/releases/", said).status_code == 302
    listed = clients["vera"].get("/plan/releases/").content.decode()
    assert "Spring" in listed
    assert "1 Sep" in listed


def test_a_quarter_without_a_figure_shows_what_the_shares_come_to(clients: Clients, world: World) -> None:
    """tim builds full time: 13 weeks from July to September and a bit."""
    shown = clients["mara"].get("/plan/calendar/").content.decode()
    assert 'value="13.1"' in shown
    said = {"starts_on": "2026-07-01", "person_weeks": "11.5"}
    clients["mara"].post(f"/plan/calendar/capacity/{world.billing_core.pk}/", said)
    assert Capacity.objects.get().ends_on == date(2026, 10, 1)
    assert 'value="11.5"' in clients["mara"].get("/plan/calendar/").content.decode()


def test_days_off_come_and_go(clients: Clients) -> None:
    said = {"name": "Summer", "starts_on": "2026-08-03", "ends_on": "2026-08-14"}
    clients["mara"].post("/plan/calendar/days-off/", said)
    assert "3–14 Aug" in clients["tim"].get("/plan/calendar/").content.decode()
    clients["mara"].post(f"/plan/calendar/days-off/{Holiday.objects.get().pk}/remove/")
    assert not Holiday.objects.exists()


def test_days_off_that_end_before_they_start_are_refused(clients: Clients) -> None:
    said = {"name": "Summer", "starts_on": "2026-08-14", "ends_on": "2026-08-03"}
    assert clients["mara"].post("/plan/calendar/days-off/", said).status_code == 422


def test_a_week_without_a_working_day_is_refused(clients: Clients) -> None:
    assert clients["mara"].post("/plan/calendar/week/", {}).status_code == 422
