"""When each feature is done. The world stands on Monday 1 June 2026."""

from datetime import date
from decimal import Decimal

import pytest

from northing.planning import commands
from northing.planning.models import Outlook
from tests.planning.forecasts.conftest import dates, outlook

STEADY = [2] * 10


def test_seven_items_at_two_a_week_are_done_in_the_fourth_week(world, deliver, feature, refresh):
    deliver(world.billing_core, STEADY)
    france = feature("France", world.billing_core, items=7)
    refresh()
    assert dates(france) == [date(2026, 6, 24)] * 4


def test_days_off_for_everybody_shift_the_date_by_a_week(world, deliver, feature, refresh):
    deliver(world.billing_core, STEADY)
    france = feature("France", world.billing_core, items=7)
    commands.add_holiday(actor=world.hana, name="Closed", starts_on=date(2026, 6, 8), ends_on=date(2026, 6, 12))
    refresh()
    assert dates(france) == [date(2026, 7, 1)] * 4


def test_days_off_of_one_team_leave_the_other_alone(world, deliver, feature, refresh):
    for team in (world.billing_core, world.data):
        deliver(team, STEADY)
    own, others = (
        feature(name, team, items=7) for name, team in (("A", world.billing_core), ("B", world.data))
    )
    week = {"starts_on": date(2026, 6, 8), "ends_on": date(2026, 6, 12)}
    commands.add_holiday(actor=world.hana, name="Offsite", team=world.billing_core, **week)
    refresh()
    assert outlook(own).p50 == date(2026, 7, 1)
    assert outlook(others).p50 == date(2026, 6, 24)


def test_half_the_capacity_takes_twice_as_long(world, deliver, feature, refresh):
    deliver(world.billing_core, STEADY)
    france = feature("France", world.billing_core, items=8)
    refresh()
    before = outlook(france).p50
    for starts, ends, weeks in (
        (date(2026, 6, 1), date(2026, 6, 8), 2),
        (date(2026, 6, 8), date(2026, 8, 31), 12),
    ):
        commands.set_capacity(
            actor=world.hana,
            team=world.billing_core,
            starts_on=starts,
            ends_on=ends,
            person_weeks=Decimal(weeks),
        )
    refresh()
    assert before == date(2026, 6, 26)
    assert outlook(france).p50 == date(2026, 7, 17)  # two items in the full week, then one a week


def test_a_feature_waits_for_what_it_needs_in_another_team(world, deliver, feature, refresh):
    for team in (world.billing_core, world.data):
        deliver(team, [1] * 10)
    first = feature("Signed PDF", world.billing_core, items=3)
    second = feature("Archive", world.data, items=2)
    refresh()
    assert outlook(second).p50 == date(2026, 6, 12)
    commands.add_dependency(actor=world.hana, feature=second, other=first)
    refresh()
    assert outlook(first).p50 == date(2026, 6, 19)
    assert outlook(second).p50 == date(2026, 7, 3)  # three weeks of the one, then two of the other
    assert outlook(second).basis["waits"] == {str(first.pk): 1.0}


def test_what_has_shipped_holds_up_nobody(world, deliver, feature, refresh):
    for team in (world.billing_core, world.data):
        deliver(team, [1] * 10)
    first, second = feature("Signed PDF", world.billing_core, items=3), feature("Archive", world.data, items=2)
    commands.add_dependency(actor=world.hana, feature=second, other=first)
    commands.change_feature(actor=world.hana, feature=first, state="shipped", shipped_on=date(2026, 5, 29))
    refresh()
    assert outlook(second).p50 == date(2026, 6, 12)


def test_a_team_takes_up_features_in_rank_order(world, deliver, feature, refresh):
    deliver(world.billing_core, STEADY)
    first = feature("First", world.billing_core, items=4)
    second = feature("Second", world.billing_core, items=4)
    refresh()
    assert (outlook(first).p50, outlook(second).p50) == (date(2026, 6, 12), date(2026, 6, 26))
    commands.move_rank(actor=world.hana, feature=second, before=first)
    refresh()
    assert (outlook(first).p50, outlook(second).p50) == (date(2026, 6, 26), date(2026, 6, 12))


def test_what_is_being_built_is_not_stopped_for_what_ranks_higher(world, deliver, feature, refresh):
    deliver(world.billing_core, STEADY)
    feature("Ranks higher", world.billing_core, items=4)
    begun = feature("Begun", world.billing_core, items=4, state="building")
    refresh()
    assert outlook(begun).p50 == date(2026, 6, 12)


def test_a_feature_does_not_start_before_its_day(world, deliver, feature, refresh):
    deliver(world.billing_core, STEADY)
    france = feature("France", world.billing_core, items=2, not_before=date(2026, 7, 6))
    refresh()
    assert outlook(france).p50 == date(2026, 7, 10)


def test_an_idea_takes_no_capacity_unless_something_planned_needs_it(world, deliver, feature, refresh):
    deliver(world.billing_core, STEADY)
    idea = feature("Idea", world.billing_core, items=4, state="idea")
    planned = feature("Planned", world.billing_core, items=4)
    refresh()
    assert not Outlook.objects.filter(feature=idea).exists()
    assert outlook(planned).p50 == date(2026, 6, 12)
    commands.add_dependency(actor=world.hana, feature=planned, other=idea)
    refresh()
    assert outlook(idea).p50 == date(2026, 6, 12)
    assert outlook(planned).p50 == date(2026, 6, 26)


def test_an_uneven_history_gives_a_range(world, deliver, feature, refresh):
    deliver(world.billing_core, [0, 5, 1, 3, 0, 4, 2, 1, 6, 0])
    france = feature("France", world.billing_core, items=12)
    refresh()
    said = outlook(france)
    assert said.p10 < said.p50 < said.p85 < said.p95
    assert said.basis["weeks"] == 9  # the first week without an item is before the team is known to exist


def test_the_running_week_is_not_taken_for_a_slow_one(world, deliver, feature, refresh):
    deliver(world.billing_core, STEADY)
    commands.add_item(
        actor=world.hana, feature=feature("Now", world.billing_core), name="Done today", state="done"
    )
    france = feature("France", world.billing_core, items=7)
    refresh()
    assert outlook(france).basis["weeks"] == 10
    assert outlook(france).p50 == date(2026, 6, 24)


def test_few_weeks_of_history_say_so_and_withhold_the_last_percents(world, deliver, feature, refresh):
    deliver(world.billing_core, [2, 3, 2])
    france = feature("France", world.billing_core, items=7)
    refresh()
    said = outlook(france)
    assert said.p95 is None
    assert said.p85 is not None
    assert any("3 weeks of history" in line for line in said.basis["assumptions"])


def test_without_items_the_estimate_and_the_shares_of_builders_give_the_date(world, feature, refresh):
    sized = {"estimate_low": Decimal(2), "estimate_likely": Decimal(3), "estimate_high": Decimal(5)}
    france = feature("France", world.billing_core, **sized)  # tim builds, mara does not
    refresh()
    said = outlook(france)
    assert said.basis["method"] == "estimate range"
    assert date(2026, 6, 15) <= said.p50 <= date(2026, 6, 26)
    assert said.p10 < said.p50 < said.p85


def test_a_team_without_members_is_as_large_as_was_said_of_a_quarter_to_come(world, feature, refresh):
    sized = {"estimate_low": Decimal(2), "estimate_likely": Decimal(3), "estimate_high": Decimal(5)}
    new = feature("New", world.data, **sized)
    quarter = {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 10, 1), "person_weeks": Decimal(26)}
    commands.set_capacity(actor=world.hana, team=world.data, **quarter)
    refresh()
    assert date(2026, 6, 5) <= outlook(new).p50 <= date(2026, 6, 19)  # at two person-weeks a week


@pytest.mark.parametrize("items", [0, 5])
def test_a_feature_that_nothing_is_known_of_has_no_date_and_says_why(items, world, feature, refresh):
    unknown = feature("Unknown", world.data, items=items)
    refresh()
    assert dates(unknown) == [None] * 4
    assert outlook(unknown).futures == []
    assert "no history of items done" in outlook(unknown).basis["assumptions"][0]
