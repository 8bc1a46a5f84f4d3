"""Capacity in a real browser: no barriers, and somebody lent without a mouse."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from northing.organisation import commands as organisation
from northing.organisation.models import Member, Team
from northing.planning.models import Lending
from tests.browsing import Visit, flaws
from tests.planning.roadmap.test_browser import fill

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_billing_core(visit: Visit) -> "Page":
    """Work for Billing Core, where Dana of Data could help; its panel has said what that would bring."""
    fill()
    olive, data = Member.objects.get(name="Olive Reyes"), Team.objects.get(name="Data")
    dana = organisation.add_member(actor=olive, email="dana@tarn.example", name="Dana Weiss", role="member")
    organisation.set_membership(actor=olive, team=data, member=dana)
    page = visit(f"/plan/capacity/?team={Team.objects.get(name='Billing Core').pk}", as_="hana")
    page.get_by_role("heading", name="Both together").wait_for()
    return page


def test_by_key_people_are_unfolded_the_unit_is_changed_and_somebody_is_lent(visit: Visit) -> None:
    page = open_billing_core(visit)
    assert flaws(page) == []
    page.keyboard.press("u")
    page.get_by_role("menuitem", name="Person-days").press("Enter")
    page.get_by_role("columnheader", name="Team, person-days").wait_for()
    page.get_by_role("heading", name="Both together").wait_for()
    page.keyboard.press("l")
    page.get_by_text("Dana Weiss works for Billing Core until").wait_for()
    lent = Lending.objects.get()
    assert (lent.member.name, lent.ends_on >= date.today()) == ("Dana Weiss", True)
    page.locator("[data-item]").filter(has_text="Billing Core").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("rowheader", name="Tim Abbot").wait_for()
