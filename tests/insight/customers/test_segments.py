"""Segments by hand and by rule, and exchange rates."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from northing.insight import commands
from northing.insight.commands.memberships import refresh_by_the_calendar
from northing.insight.models import Customer, ExchangeRate, Segment
from northing.insight.queries.segment_rules import in_words, read_rule
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import commands as organisation
from northing.organisation.history import watched
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
RULE = "revenue at least 100k\ncountry is Germany or Austria\nhealth is not Good"


def customer(world: World, name: str, **fields: Any) -> Customer:
    return commands.create_customer(actor=world.mara, name=name, **fields)


def members(segment: Segment) -> set[str]:
    return set(segment.customers.values_list("name", flat=True))


def test_a_rule_reads_back_as_it_was_written() -> None:
    assert in_words(read_rule(RULE)) == RULE
    assert in_words(read_rule("  Renews  BEFORE 2026-09-01 ")) == "renews before 2026-09-01"
    assert in_words(read_rule("revenue at least 1,5m")) == "revenue at least 1.5m"
    assert in_words(read_rule("renews WITHIN 90")) == "renews within 90 days"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("revenue", "Line 1: “revenue” has no condition"),
        ("country is Germany\n\nluck is good", "Line 3: “luck” is none of kind"),
        ("country is Germany\n" * 13, "At most 12 conditions"),
        ("revenue is 5", "revenue can be said with at least or less than"),
        ("revenue at least a lot", "“a lot” is no amount"),
        ("renews before soon", "“soon” is no day"),
        ("renews within the year", "“the year” is no number of days"),
        ("health is splendid", "is none of Good"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_rule(text)


def test_a_segment_with_a_rule_fills_itself_and_follows_every_change(world: World) -> None:
    brandt = customer(world, "Brandt", country="germany", revenue=Decimal(100_000))
    customer(world, "Small", country="Austria", revenue=Decimal(99_999))
    segment = commands.create_segment(actor=world.mara, name="Large", rule=read_rule(RULE))
    assert members(segment) == {"Brandt"}
    with watched() as change:
        commands.change_customer(actor=world.mara, customer=brandt, health="good")
    assert members(segment) == set()
    assert change.id is not None
    organisation.undo(actor=world.mara, context=change.id)
    assert members(segment) == {"Brandt"}
    customer(world, "Ost", country="Austria", revenue=Decimal(250_000))
    assert members(segment) == {"Brandt", "Ost"}
    commands.change_segment(actor=world.mara, segment=segment, rule=read_rule("revenue less than 200k"))
    assert members(segment) == {"Brandt", "Small"}


def test_products_in_use_can_be_a_condition(world: World) -> None:
    brandt = customer(world, "Brandt")
    segment = commands.create_segment(actor=world.mara, name="Billers", rule=read_rule("uses is billing"))
    commands.say_what_they_use(actor=world.mara, customer=brandt, products=[world.billing.pk])
    assert members(segment) == {"Brandt"}


def test_who_a_rule_brought_in_stays_by_hand_when_the_rule_goes(world: World) -> None:
    brandt = customer(world, "Brandt", country="Germany")
    segment = commands.create_segment(actor=world.mara, name="Large", rule=read_rule("country is Germany"))
    commands.change_segment(actor=world.mara, segment=segment, rule=[])
    commands.change_customer(actor=world.mara, customer=brandt, country="Norway")
    assert members(segment) == {"Brandt"}


def test_nobody_is_put_by_hand_into_a_segment_that_has_a_rule(world: World) -> None:
    brandt = customer(world, "Brandt")
    segment = commands.create_segment(actor=world.mara, name="Large", rule=read_rule("country is Germany"))
    commands.put_in_segments(actor=world.mara, customer=brandt, segments=[segment.pk])
    assert members(segment) == set()


def test_another_rate_values_all_who_pay_in_it_anew(world: World) -> None:
    swedes = customer(world, "Norr", revenue=Decimal(1_000_000), currency="SEK")
    large = commands.create_segment(actor=world.mara, name="Large", rule=read_rule("revenue at least 90k"))
    assert swedes.worth is None
    with watched() as change:
        commands.set_rate(actor=world.hana, currency="sek", rate=Decimal("0.09"), as_of=date(2026, 5, 1))
    swedes.refresh_from_db()
    assert (swedes.worth, members(large)) == (Decimal("90000.00"), {"Norr"})
    commands.remove_rate(actor=world.hana, rate=ExchangeRate.objects.get())
    swedes.refresh_from_db()
    assert (swedes.worth, members(large)) == (None, set())
    assert change.id is not None


def test_rates_are_for_those_who_run_the_place_and_never_for_the_own_currency(world: World) -> None:
    with pytest.raises(NotAllowed):
        commands.set_rate(actor=world.mara, currency="SEK", rate=Decimal(1))
    with pytest.raises(Refused, match="your own currency"):
        commands.set_rate(actor=world.hana, currency="EUR", rate=Decimal(2))
    with pytest.raises(Refused, match="more than nothing"):
        commands.set_rate(actor=world.hana, currency="SEK", rate=Decimal(0))


def test_the_page_counts_each_segment_and_says_which_rate_is_missing(world: World, clients: Clients) -> None:
    customer(world, "Brandt", country="Germany", revenue=Decimal(412_000))
    customer(world, "Norr", country="Sweden", revenue=Decimal(5), currency="SEK")
    hana = clients["hana"]
    hana.post("/insight/segments/new/", {"name": "Germans", "rule": "country is Germany"})
    page = hana.get("/insight/segments/").content.decode()
    assert "country is Germany" in page
    assert "€412k" in page
    assert "no rate" in page
    counted = hana.post("/insight/segments/count/", {"rule": "country is Sweden"})
    assert counted.content.decode() == "Means 1 customer now."
    wrong = hana.post("/insight/segments/new/", {"name": "X", "rule": "luck is good"})
    assert wrong.status_code == 422
    assert "Line 1" in wrong.content.decode()
    again = hana.post("/insight/segments/new/", {"name": "GERMANS"})
    assert (again.status_code, "There is a segment Germans already." in again.content.decode()) == (422, True)
    hana.post("/insight/rates/", {"currency": "SEK", "rate": "0.09"})
    assert ExchangeRate.objects.get().rate == Decimal("0.09")


def test_who_renews_soon_changes_with_the_days(world: World) -> None:
    rule = read_rule("renews within 30 days")
    soon = commands.create_segment(actor=world.mara, name="Renewing", rule=rule)
    for name, days in (("Past", -1), ("Now", 0), ("Soon", 30), ("Later", 31)):
        customer(world, name, renews_on=clock.today() + timedelta(days=days))
    customer(world, "Never")
    assert members(soon) == {"Now", "Soon"}
    with clock.frozen(clock.now() + timedelta(days=1)):
        refresh_by_the_calendar()
    assert members(soon) == {"Soon", "Later"}
