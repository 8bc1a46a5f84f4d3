"""Today by keys alone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning import commands as planning
from northing.portfolio.models import Product
from tests.browsing import Visit
from tests.cockpit.test_today import promise

pytestmark = pytest.mark.browser


def test_what_needs_somebody_is_walked_through_and_acted_on(visit: Visit) -> None:
    hana, billing = Member.objects.get(name="Hana Sato"), Product.objects.get(name="Billing")
    for name, chance in {"France": 0.2, "Poland": 0.5}.items():
        feature = planning.create_feature(actor=hana, name=name, product=billing, state="building")
        promise(feature, by=hana, chance=chance, due_on=clock.today() + timedelta(days=60))
    page = visit("/", as_="hana")
    rows = page.locator(".at")
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    expect(rows.nth(1)).to_contain_text("Poland")
    page.keyboard.press("r")
    page.wait_for_url(re.compile(rf"/plan/roadmap/\?feature={feature.pk}"))
    visit("/", as_="hana").keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/plan/features/\d+/"))
