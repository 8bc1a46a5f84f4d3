"""Initiatives, releases, calendar and capacity: what the pages say, and changing it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.kernel import clock
from northing.organisation import commands as organisation
from northing.planning import commands
from northing.planning.models import Capacity, Initiative, Release, WorkingWeek
from northing.planning.queries.plan import slip_in_words
from tests.conftest import Clients, World


def more_rows(world: World, count: int) -> None:
    for number in range(Initiative.objects.count(), Initiative.objects.count() + count):
        initiative = commands.create_initiative(actor=world.hana, name=f"Bet {number}", owner=world.mara)
        release = commands.create_release(
            actor=world.hana, name=f"Spring {number}", product=world.billing, planned_on=date(2026, 5, 1)
        )
        team = organisation.create_team(actor=world.hana, name=f"Team {number}")
        organisation.set_membership(actor=world.hana, team=team, member=world.tim)
        commands.set_working_week(actor=world.hana, team=team, days=[1, 2])
        commands.add_holiday(
            actor=world.hana, team=team, name="Off", starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 2)
        )
        commands.create_feature(
            actor=world.hana, name=f"Feature {number}", initiative=initiative, release=release, team=team
        )


def queries(clients: Clients, address: str) -> int:
    clients["hana"].get(address)
    with CaptureQueriesContext(connection) as asked:
        assert clients["hana"].get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("page", ["initiatives", "releases", "calendar"])
def test_more_rows_need_no_more_queries(world: World, clients: Clients, page: str) -> None:
    more_rows(world, 3)
    before = queries(clients, f"/plan/{page}/")
    more_rows(world, 30)
    assert queries(clients, f"/plan/{page}/") == before


def test_initiatives_stand_in_their_order_and_can_be_moved(world: World, clients: Clients) -> None:
    for name in ("Zebra", "Antelope"):
        clients["mara"].post("/plan/initiatives/", {"name": name})
    zebra = Initiative.objects.get(name="Zebra")
    assert order(clients) == ["Zebra", "Antelope"]
    clients["mara"].post(f"/plan/initiatives/{zebra.pk}/", {"name": "Zebra", "position": "9"})
    assert order(clients) == ["Antelope", "Zebra"]


def order(clients: Clients) -> list[str]:
    return [initiative.name for initiative in clients["vera"].get("/plan/initiatives/").context["initiatives"]]


def test_a_field_of_an_initiative_comes_back_from_history(world: World, clients: Clients) -> None:
    initiative = commands.create_initiative(actor=world.hana, name="Mandates", owner=world.mara)
    commands.change_initiative(actor=world.hana, initiative=initiative, owner=world.oscar)
    page = clients["mara"].get(f"/plan/initiatives/{initiative.pk}/")
    event = page.context["history"][0].event
    restore = f"/history/planning.initiative/{event}/owner/restore/"
    assert restore in page.content.decode()
    clients["mara"].post(restore)
    initiative.refresh_from_db()
    assert initiative.owner == world.mara
    assert clients["tim"].post(restore).status_code == 403


def test_a_day_of_a_release_comes_back_from_history(world: World, clients: Clients) -> None:
    release = commands.create_release(actor=world.hana, name="Spring", planned_on=date(2026, 5, 1))
    commands.change_release(actor=world.hana, release=release, planned_on=date(2026, 6, 1))
    event = clients["mara"].get(f"/plan/releases/{release.pk}/").context["history"][0].event
    clients["mara"].post(f"/history/planning.release/{event}/planned_on/restore/")
    release.refresh_from_db()
    assert release.planned_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("planned_on", "released_on", "said"),
    [
        (date(2026, 5, 1), date(2026, 5, 13), "12 days late"),
        (date(2026, 5, 1), date(2026, 4, 30), "1 day early"),
        (date(2026, 5, 1), date(2026, 5, 1), "on the day"),
        (date(2026, 5, 30), None, "2 days late so far"),
        (date(2026, 6, 1), None, ""),
        (None, date(2026, 5, 1), ""),
        (None, None, ""),
    ],
)
def test_a_release_says_in_words_how_it_came(
    world: World, clients: Clients, planned_on: date | None, released_on: date | None, said: str
) -> None:
    release = Release(name="Spring", planned_on=planned_on, released_on=released_on)
    assert slip_in_words(release, clock.today()) == said
    release.save()
    assert said in clients["vera"].get("/plan/releases/").content.decode()
    assert said in clients["vera"].get(f"/plan/releases/{release.pk}/").content.decode()


def test_a_team_may_work_on_other_days_than_everybody(world: World, clients: Clients) -> None:
    said: dict[str, Any] = {"team": world.data.pk, "days": ["1", "2", "3", "4"]}
    assert clients["mara"].post("/plan/calendar/week/", said).status_code == 302
    assert WorkingWeek.objects.get(team=world.data).days == [1, 2, 3, 4]
    assert not WorkingWeek.objects.filter(team=None).exists()
    read = clients["tim"].get("/plan/calendar/").content.decode()
    assert "<dt>Data</dt><dd>Mon, Tue, Wed, Thu</dd>" in read
    assert "<dt>Everybody</dt><dd>Mon, Tue, Wed, Thu, Fri</dd>" in read
    assert "/plan/calendar/week/" not in read, "who may not change it is not shown how"


@pytest.mark.parametrize(
    ("route", "said"),
    [
        ("week/", {"days": []}),
        ("week/", {"days": ["8"]}),
        ("week/", {"days": ["1"], "team": "99999"}),
        ("days-off/", {"name": "Off", "starts_on": "never", "ends_on": "2026-07-01"}),
    ],
)
def test_what_the_calendar_cannot_take_is_refused(
    world: World, clients: Clients, route: str, said: dict[str, Any]
) -> None:
    assert clients["mara"].post(f"/plan/calendar/{route}", said).status_code == 422


def test_days_off_that_end_before_they_start_keep_what_was_typed(clients: Clients) -> None:
    said = {"name": "Inventory", "starts_on": "2026-07-02", "ends_on": "2026-07-01"}
    answer = clients["mara"].post("/plan/calendar/days-off/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Inventory"' in page
    assert "is before they start" in page


def test_capacity_is_kept_by_team_and_quarter_and_not_shown_to_viewers(world: World, clients: Clients) -> None:
    address = f"/plan/calendar/capacity/{world.billing_core.pk}/"
    for wrong in (
        {"person_weeks": "lots"},
        {"person_weeks": "-1"},
        {"person_weeks": "5", "starts_on": "2026-07-02"},
    ):
        assert clients["mara"].post(address, {"starts_on": "2026-07-01"} | wrong).status_code == 422
    assert not Capacity.objects.exists()
    clients["mara"].post(address, {"starts_on": "2026-07-01", "person_weeks": "7.5"})
    kept = Capacity.objects.get()
    assert (kept.team, kept.ends_on, float(kept.person_weeks)) == (world.billing_core, date(2026, 10, 1), 7.5)
    assert clients["vera"].get("/plan/calendar/").status_code == 403
