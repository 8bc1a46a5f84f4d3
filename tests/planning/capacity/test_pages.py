"""Load against what may be planned, what lending brings, and who may know of whose absence."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from northing.insight import commands as insight
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation import commands as organisation
from northing.planning import commands
from northing.planning.forecasts import gather
from northing.planning.models import Feature, FeatureNeed, KeptFree, Lending, Outlook
from northing.planning.queries.calendar import quarters_from
from northing.planning.queries.capacity.load import likely_loads, work_ahead
from northing.planning.queries.capacity.page import capacity_page
from northing.planning.queries.capacity.panel import capacity_panel
from northing.planning.queries.capacity.unplanned import Unplanned
from tests.conftest import Clients, World

PAGE = "/plan/capacity/"
AUGUST = {"starts_on": date(2026, 8, 3), "ends_on": date(2026, 8, 28)}


@pytest.fixture
def dana(world: World):
    """An engineer of Data who reports to hana."""
    dana = organisation.add_member(
        actor=world.olive, email="dana@tarn.example", name="Dana Weiss", role="member", manager=world.hana
    )
    organisation.set_membership(actor=world.hana, team=world.data, member=dana)
    return dana


@pytest.fixture
def busy(world: World, dana) -> Feature:
    """Thirty person-weeks of Billing Core, promised for the end of September, where tim alone builds."""
    feature = commands.create_feature(
        actor=world.hana,
        name="Pay by bank",
        product=world.billing,
        team=world.billing_core,
        state="planned",
        estimate_low=Decimal(20),
        estimate_likely=Decimal(30),
        estimate_high=Decimal(45),
    )
    commands.add_item(actor=world.hana, feature=feature, name="A first step")
    commands.commit(actor=world.hana, feature=feature, due_on=date(2026, 9, 30))
    commands.refresh_forecast(asked_by=None, draws=200)
    return feature


def test_work_stands_before_the_day_for_which_it_is_promised(busy: Feature) -> None:
    work = next(one for one in work_ahead() if one.feature == busy.pk)
    assert work.ends_on <= date(2026, 9, 30)
    quarters = quarters_from(date(2026, 6, 1), 3)
    assert sum(work.share_in(quarter.starts_on, quarter.ends_on) for quarter in quarters) == pytest.approx(1)


def test_the_database_adds_up_the_same_load_as_the_page(busy: Feature) -> None:
    quarters = quarters_from(date(2026, 6, 1), 3)
    added = sum(likely_loads(quarters).values())
    assert added == pytest.approx(30)


def test_the_page_says_which_team_is_over_and_by_how_much(busy: Feature, world: World) -> None:
    page = capacity_page(world.hana)
    assert "over" in page.sentence
    assert "Billing Core" in page.sentence
    cell = max((team.line.cells[1] for team in page.teams), key=lambda cell: cell.over)
    assert cell.load.high > cell.load.middle > cell.planned.likely > 0
    assert page.total.cells[1].load.mean == pytest.approx(
        sum(team.line.cells[1].load.mean for team in page.teams)
    )


def test_the_team_furthest_over_stands_beside_until_it_is_closed(
    busy: Feature, world: World, clients: Clients
) -> None:
    beside = f'hx-get="{PAGE}{world.billing_core.pk}/'
    for asked, open_ in (
        ("", True),
        ("?team=none", False),
        (f"?team={world.data.pk}", False),
        ("?team=x", True),
    ):
        assert (beside in clients["hana"].get(PAGE + asked).content.decode()) is open_


def test_who_has_all_open_items_has_all_of_the_load(busy: Feature, world: World) -> None:
    organisation.set_membership(
        actor=world.hana,
        team=world.billing_core,
        member=organisation.add_member(
            actor=world.olive, email="noor@tarn.example", name="Noor Haddad", role="member"
        ),
    )
    commands.add_item(actor=world.hana, feature=busy, name="The rest")
    busy.items.update(assignee="tim abbot")
    page = capacity_page(world.hana)
    lines = next(team for team in page.teams if team.team == world.billing_core).below
    loads = {line.name: line.cells[1].load.mean for line in lines}
    assert loads["Noor Haddad"] == 0
    assert loads["Tim Abbot"] > 10
    assert [line.note for line in lines if line.name == "Tim Abbot"] == ["alone on 1 feature"]


def test_a_discipline_that_a_feature_needs_is_said_and_shown_where_nobody_has_it(
    busy: Feature, world: World, clients: Clients
) -> None:
    address = f"/plan/features/{busy.pk}/needs/"
    for wrong in ({"design": "nine"}, {"design": "50–60–70"}):
        assert clients["mara"].post(address, wrong).status_code == 422
    assert not FeatureNeed.objects.exists()
    clients["mara"].post(address, {"design": "4–6–9", "data": "2"})
    clients["mara"].post(address, {"design": "4–6–9", "data": ""})
    assert str(FeatureNeed.objects.get()) == "Pay by bank: 6.00 weeks of design"
    page = capacity_page(world.hana)
    below = next(team for team in page.teams if team.team == world.billing_core).below
    design = next(line for line in below if line.kind == "discipline")
    assert (design.name, design.note) == ("Design", "nobody in the team")
    assert design.cells[1].over > 0
    assert "Design 4–9\u202fwk" in clients["vera"].get(f"/plan/features/{busy.pk}/").content.decode()


def test_weeks_over_are_said_once_where_nobody_has_time_to_spare(
    busy: Feature, clients: Clients, world: World
) -> None:
    for team in (world.billing_core, world.data):
        said = {"starts_on": "2026-07-01", "person_weeks": "0"}
        assert clients["hana"].post(f"/plan/calendar/capacity/{team.pk}/", said).status_code < 400
    assert re.match(r"Q3 is \d+ weeks over: Billing Core\.", capacity_page(world.hana).sentence)


def test_load_is_read_in_people_and_days_as_well(busy: Feature, clients: Clients, world: World) -> None:
    """The third quarter has 92 days: 13.1 weeks of one person, five days each."""

    def shown(unit: str) -> str:
        page = clients["hana"].get(PAGE, {"unit": unit}).content.decode()
        cells = page.partition("Billing Core</a>")[2].split('role="gridcell"')[2]
        return cells.partition('</b><span class="bad med">')[2].partition("<")[0]

    over = float(shown("weeks").removesuffix(" over"))
    assert float(shown("days").removesuffix(" over")) == pytest.approx(over * 5, abs=3)
    assert float(shown("people").removesuffix(" over")) == pytest.approx(over * 7 / 92, abs=0.1)
    assert shown("parsecs") == shown("weeks")


def test_people_are_unfolded_for_those_who_plan_and_counted_for_others(busy: Feature, world: World) -> None:
    def names(actor) -> set[str]:
        return {line.name for team in capacity_page(actor).teams for line in team.below}

    assert names(world.mara) == {"Tim Abbot", "Dana Weiss"}
    assert names(world.tim) == {"Tim Abbot", "1 person"}


def test_an_absence_moves_the_team_and_only_for_the_line_the_person(busy: Feature, world: World, dana) -> None:
    """mara plans but is not above dana: she sees what the team has, and dana as if she were there."""

    def weeks(actor) -> tuple[float, float]:
        team = next(team for team in capacity_page(actor).teams if team.team == world.data)
        person = next(line for line in team.below if line.name == "Dana Weiss")
        return round(team.line.cells[1].there, 1), round(person.cells[1].there, 1)

    commands.add_absence(actor=dana, member=dana, **AUGUST)
    assert weeks(world.hana) == (9.2, 9.2)
    assert weeks(world.mara) == (9.2, 13.2)


def test_absences_are_listed_for_the_person_and_the_line_only(clients: Clients, world: World, dana) -> None:
    commands.add_absence(actor=world.mara, member=world.tim, **AUGUST)
    seen = {
        who: b"the absence of Tim Abbot" in clients[who].get("/plan/calendar/").content
        for who in ("olive", "hana", "mara", "tim", "oscar")
    }
    assert seen == {"olive": True, "hana": True, "mara": True, "tim": True, "oscar": False}
    for who in ("oscar", "mara"):
        answer = clients[who].post("/plan/calendar/absences/", {"member": dana.pk, **AUGUST})
        assert answer.status_code == 404


def test_a_forecast_knows_absences_lendings_and_what_is_kept_free(busy: Feature, world: World, dana) -> None:
    def factor(team) -> float:
        return gather(today=date(2026, 7, 27)).capacity.teams[team.pk].weeks(3, 1)[0]

    assert factor(world.billing_core) == 1
    commands.add_absence(
        actor=world.tim, member=world.tim, starts_on=date(2026, 8, 17), ends_on=date(2026, 8, 18)
    )
    assert factor(world.billing_core) == pytest.approx(0.6)
    commands.lend(
        actor=world.hana,
        member=dana,
        from_team=world.data,
        to_team=world.billing_core,
        starts_on=date(2026, 7, 27),
        ends_on=date(2026, 9, 30),
        share=50,
    )
    assert factor(world.billing_core) == pytest.approx(1.1)
    assert factor(world.data) == pytest.approx(0.5)
    before = gather(today=date(2026, 7, 27)).capacity.teams[world.data.pk].person_weeks
    commands.keep_free(actor=world.hana, low=0.1, likely=0.2, high=0.3)
    assert gather(today=date(2026, 7, 27)).capacity.teams[world.data.pk].person_weeks == pytest.approx(
        before * 0.8
    )


def test_lending_is_asked_about_and_then_done_and_undone(
    busy: Feature, clients: Clients, world: World, dana
) -> None:
    said = {
        "who": f"{dana.pk}-{world.data.pk}",
        "starts_on": "2026-06-01",
        "ends_on": "2026-09-30",
        "share": "100",
    }
    customer = insight.create_customer(actor=world.mara, name="Halvorsen", revenue=Decimal(90_000))
    piece = insight.add_feedback(actor=world.mara, text="We pay by bank", customer=customer)
    problem = insight.create_opportunity(actor=world.mara, name="No way to pay from the bank")
    insight.highlight(actor=world.mara, feedback=piece, opportunity=problem)
    commands.serve(actor=world.mara, feature=busy, opportunity=problem)
    address = f"{PAGE}{world.billing_core.pk}/"
    asked = clients["hana"].get(f"{address}lending/", said)
    assert "€90k against €0" in asked.content.decode()
    effect = asked.context["brought"].gets[0]
    assert effect.now >= effect.was
    assert asked.context["moved"].lost > asked.context["moved"].gained > 0
    assert not Lending.objects.exists()
    clients["hana"].post(f"{address}lend/", said)
    lent = Lending.objects.get()
    assert (lent.member, lent.to_team, lent.ends_on) == (dana, world.billing_core, date(2026, 9, 30))
    assert b"Lent now or soon" in clients["hana"].get(address).content


def test_a_person_is_not_lent_by_a_team_in_which_they_do_not_work(world: World) -> None:
    with pytest.raises(Refused, match="does not work in Data"):
        commands.lend(
            actor=world.hana, member=world.tim, from_team=world.data, to_team=world.billing_core, **AUGUST
        )


def test_a_person_is_not_lent_to_the_team_that_they_are_in(world: World) -> None:
    team = world.billing_core
    with pytest.raises(Refused, match="is in Billing Core already"):
        commands.lend(actor=world.hana, member=world.tim, from_team=team, to_team=team, **AUGUST)


def test_a_lending_that_has_begun_ends_today_and_one_that_begins_today_never_was(world: World, dana) -> None:
    teams = {"from_team": world.data, "to_team": world.billing_core, "ends_on": date(2026, 8, 28)}
    begun = commands.lend(actor=world.hana, member=dana, starts_on=date(2026, 5, 25), **teams)
    commands.end_lending(actor=world.hana, lending=begun)
    assert Lending.objects.get().ends_on == date(2026, 6, 1)
    begins = commands.lend(actor=world.hana, member=dana, starts_on=date(2026, 6, 2), **teams)
    commands.end_lending(actor=world.hana, lending=begins)
    begins = commands.lend(actor=world.hana, member=dana, starts_on=date(2026, 6, 2), **teams)
    with clock.frozen(datetime(2026, 6, 2, 9, tzinfo=UTC)):
        commands.end_lending(actor=world.hana, lending=begins)
    assert Lending.objects.get() == begun


def test_what_is_kept_free_is_in_order_and_less_than_everything(clients: Clients, world: World) -> None:
    with pytest.raises(Refused, match="less than 100 per cent"):
        commands.keep_free(actor=world.hana, low=0.5, likely=0.8, high=1)
    wrong = clients["mara"].post(f"{PAGE}kept-free/", {"low": 20, "likely": 10, "high": 30})
    assert wrong.status_code == 422
    assert not KeptFree.objects.exists()
    clients["mara"].post(f"{PAGE}kept-free/", {"low": 10, "likely": 15, "high": 20})
    assert KeptFree.objects.get().likely == 0.15


def test_the_range_that_history_teaches_is_wider_than_its_quarters() -> None:
    learned = Unplanned((0.10, 0.14, 0.18, 0.14)).range()
    assert learned.likely == 0.14
    assert learned.low < 0.10
    assert learned.high > 0.18
    assert Unplanned((0.1, 0.2, 0.3)).used_up(0.15) == 2


def test_the_panel_names_the_week_the_work_and_who_could_help(busy: Feature, world: World, dana) -> None:
    panel = capacity_panel(world.hana, world.billing_core.pk, 1)
    assert panel.over > 5
    assert "Pay by bank" in panel.when
    assert [part.feature for part in panel.parts] == [busy]
    assert [helper.member for helper in panel.helpers] == [dana.pk]


def test_what_may_not_be_seen_has_no_name_there(busy: Feature, world: World, dana) -> None:
    world.billing.restricted = True
    world.billing.owner = world.hana
    world.billing.save()
    panel = capacity_panel(world.mara, world.billing_core.pk, 1)
    assert [part.feature for part in panel.parts] == [None]
    assert "Pay by bank" not in panel.when


def test_a_feature_is_moved_to_another_team_from_the_panel(
    busy: Feature, clients: Clients, world: World
) -> None:
    clients["hana"].post(
        f"{PAGE}features/{busy.pk}/move/", {"team": world.data.pk, "not_before": "2026-08-01", "reason": "Room"}
    )
    busy.refresh_from_db()
    assert (busy.team, busy.not_before) == (world.data, date(2026, 8, 1))


def test_the_page_reads_alike_with_ten_times_the_features(
    busy: Feature, clients: Clients, django_assert_max_num_queries
) -> None:
    outlook = Outlook.objects.get(feature=busy)
    for number in range(10):
        busy.pk, busy.name = None, f"Another {number}"
        busy.save(force_insert=True)
        Outlook.objects.create(
            feature=busy, run=outlook.run, starts_on=outlook.starts_on, p50=outlook.p50, p85=outlook.p85
        )
    clients["hana"].get(PAGE)
    with django_assert_max_num_queries(40):
        clients["hana"].get(PAGE)
