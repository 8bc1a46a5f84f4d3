"""What can be planned: shares, less days off, absences, lendings and what is kept free."""

from datetime import date
from decimal import Decimal

import pytest

from northing.kernel import clock
from northing.organisation import commands as organisation
from northing.planning import commands
from northing.planning.models import Absence, KeptFree, Lending, Rule, RuleKind, Scenario
from northing.planning.queries.calendar import quarters_from
from northing.planning.queries.capacity import available

# 22 working days of Q3's 66, the first ten of them for learning
SEPTEMBER = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 30)}


@pytest.fixture
def third():
    """The third quarter of 2026: 66 working days, 13.2 weeks of a person."""
    return quarters_from(date(2026, 7, 1), 1)


def weeks(world, team, third, discipline="", **more):
    return available([team.pk], third, **more).of(team.pk, 0, discipline)


def test_a_full_time_person_has_each_working_day_of_the_quarter(world, third):
    assert weeks(world, world.billing_core, third).likely == pytest.approx(66 / 5)


def test_of_a_quarter_that_has_begun_only_what_is_left_counts(world):
    running = quarters_from(clock.today(), 1)
    assert weeks(world, world.billing_core, running).likely == pytest.approx(22 / 5)


def test_product_managers_are_a_discipline_and_not_among_those_who_build(world, third):
    assert weeks(world, world.billing_core, third, "product").likely == pytest.approx(66 / 5 / 2)
    assert weeks(world, world.data, third).likely == 0


def test_days_off_and_absences_that_overlap_are_taken_off_once(world, third):
    commands.add_holiday(
        actor=world.hana, name="Retreat", starts_on=date(2026, 7, 6), ends_on=date(2026, 7, 10)
    )
    Absence.objects.create(member=world.tim, starts_on=date(2026, 7, 8), ends_on=date(2026, 7, 14))
    Absence.objects.create(member=world.tim, starts_on=date(2026, 7, 14), ends_on=date(2026, 7, 15))
    assert weeks(world, world.billing_core, third).likely == pytest.approx((66 - 8) / 5)


def test_a_person_lent_is_missing_here_and_after_two_weeks_of_learning_there_at_the_other_team(world, third):
    Lending.objects.create(
        member=world.tim, from_team=world.billing_core, to_team=world.data, share=50, **SEPTEMBER
    )
    assert weeks(world, world.billing_core, third).likely == pytest.approx((66 - 11) / 5)
    assert weeks(world, world.data, third).likely == pytest.approx((11 - 5) / 5)
    assert weeks(world, world.data, third, "engineering").likely == pytest.approx((11 - 5) / 5)


def test_nobody_can_be_lent_for_more_than_all_of_their_time(world, third):
    for _ in range(2):
        Lending.objects.create(
            member=world.tim, from_team=world.billing_core, to_team=world.data, share=80, **SEPTEMBER
        )
    assert weeks(world, world.data, third).likely == pytest.approx(12 / 5)
    assert weeks(world, world.billing_core, third).likely == pytest.approx(44 / 5)


def test_what_is_kept_free_is_a_range_and_a_team_may_say_its_own(world, third):
    said = {"said_at": clock.now(), "said_by": world.hana}
    KeptFree.objects.create(low=0.1, likely=0.2, high=0.4, **said)
    found = weeks(world, world.billing_core, third)
    assert (found.low, found.likely, found.high) == pytest.approx((13.2 * 0.6, 13.2 * 0.8, 13.2 * 0.9))
    KeptFree.objects.create(team=world.billing_core, low=0, likely=0, high=0, **said)
    assert weeks(world, world.billing_core, third).high == pytest.approx(13.2)


def test_a_capacity_that_was_set_is_shared_by_those_who_build_and_loses_the_days_off(world, third):
    commands.set_capacity(
        actor=world.hana,
        team=world.billing_core,
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 10, 1),
        person_weeks=Decimal("46"),
    )
    assert weeks(world, world.billing_core, third).likely == pytest.approx(46 * 7 / 92 * 13.2)
    assert weeks(world, world.billing_core, third, "product").likely == pytest.approx(6.6)


def test_a_team_without_people_has_what_was_set(world, third):
    empty = organisation.create_team(actor=world.hana, name="To be hired")
    commands.set_capacity(
        actor=world.hana,
        team=empty,
        starts_on=date(2026, 7, 1),
        ends_on=date(2026, 10, 1),
        person_weeks=Decimal("92"),
    )
    assert weeks(world, empty, third).likely == pytest.approx(7 * 13.2)


def test_a_scenario_lends_people_and_gives_teams_another_capacity(world, third):
    scenario = Scenario.objects.create(name="B", starts_on=date(2026, 7, 1), periods=2, made_at=clock.now())
    Lending.objects.create(
        scenario=scenario, member=world.tim, from_team=world.billing_core, to_team=world.data, **SEPTEMBER
    )
    assert weeks(world, world.data, third).likely == 0
    assert weeks(world, world.data, third, scenario=scenario).likely == pytest.approx(12 / 5)
    Rule.objects.create(scenario=scenario, kind=RuleKind.CAPACITY, team=world.billing_core, amount=20)
    Rule.objects.create(scenario=scenario, kind=RuleKind.CAPACITY, team=world.billing_core, amount=5, period=1)
    found = available(scenario=scenario)
    assert [found.of(world.billing_core.pk, place).likely for place in (0, 1)] == [20, 5]
    assert found.of(world.billing_core.pk, 1, "engineering").likely == pytest.approx(5)


def test_the_number_of_queries_does_not_grow_with_people(world, third, django_assert_num_queries):
    for number in range(5):
        member = organisation.add_member(
            actor=world.olive, email=f"n{number}@tarn.example", name=f"Number {number}", role="member"
        )
        organisation.set_membership(actor=world.hana, team=world.data, member=member)
        Absence.objects.create(member=member, starts_on=date(2026, 7, 8), ends_on=date(2026, 7, 14))
    with django_assert_num_queries(1):
        available()
