"""The rail: entries in their order, only those that the member may open, and where we are."""

import pytest

from northing.config import urls  # noqa: F401  brings every room's rows into the table
from northing.organisation.access.table import Row, Section
from northing.organisation.models import Member
from northing.ui import navigation
from northing.ui.navigation import Count, Entry, Rail

SHEET = "ui:components"


@pytest.fixture
def rail(monkeypatch: pytest.MonkeyPatch) -> Rail:
    empty = Rail()
    monkeypatch.setattr(navigation, "RAIL", empty)
    return empty


def an_entry(label: str = "Features", **more: object) -> Entry:
    return Entry(navigation.Section.PLAN, label, SHEET, **more)  # type: ignore[arg-type]  # a test's shorthand


def member(role: str = "manager") -> Member:
    return Member(name="Mara Lind", role=role)


@pytest.mark.usefixtures("rail")
def test_an_empty_rail_shows_no_section() -> None:
    assert navigation.sections(navigation.links(member(), "/")) == ()


def test_an_entry_stands_below_its_section(rail: Rail) -> None:
    rail.add([an_entry()])
    (plan,) = navigation.sections(navigation.links(member(), "/"))
    assert (plan.label, plan.url, [link.label for link in plan.below]) == ("Plan", "/components/", ["Features"])


def test_an_entry_of_its_sections_name_stands_for_it(rail: Rail) -> None:
    rail.add([an_entry("Plan")])
    (plan,) = navigation.sections(navigation.links(member(), "/"))
    assert plan.below == ()


def test_a_page_below_an_entry_marks_it(rail: Rail) -> None:
    rail.add([an_entry()])
    (plan,) = navigation.sections(navigation.links(member(), "/components/17/"))
    assert plan.below[0].current
    assert plan.current_within


def test_a_page_elsewhere_marks_nothing(rail: Rail) -> None:
    rail.add([an_entry()])
    (plan,) = navigation.sections(navigation.links(member(), "/somewhere/"))
    assert not plan.current_within


def test_those_who_may_not_open_the_page_have_no_entry(rail: Rail, monkeypatch: pytest.MonkeyPatch) -> None:
    row = Row(SHEET, "GET", "Parts", Section.SEE, viewer="hhh")
    monkeypatch.setattr(navigation.TABLE, "row", lambda *_: row)
    rail.add([an_entry()])
    assert navigation.sections(navigation.links(member("viewer"), "/")) == ()
    assert navigation.sections(navigation.links(member("manager"), "/")) != ()


def test_a_count_says_when_somebody_should_act(rail: Rail) -> None:
    rail.add([an_entry(count=lambda _: Count(3, hot=True))])
    (plan,) = navigation.sections(navigation.links(member(), "/"))
    assert plan.below[0].count == Count(3, hot=True)


def test_a_phone_has_the_entries_chosen_for_it(rail: Rail) -> None:
    rail.add([an_entry(phone="Plan")])
    assert [link.label for link in navigation.tabs(navigation.links(member(), "/"))] == ["Plan"]


def test_a_phone_has_no_entry_that_was_not_chosen(rail: Rail) -> None:
    rail.add([an_entry()])
    assert navigation.tabs(navigation.links(member(), "/")) == ()


def test_a_page_that_belongs_to_an_entry_marks_it_wherever_its_address_lies() -> None:
    entries = navigation.RAIL.entries
    for path, label in (("/plan/best/", "Scenarios"), ("/plan/rounds/new/", "Prioritise")):
        here = navigation.current(entries, path)
        assert here is not None
        assert here.label == label
