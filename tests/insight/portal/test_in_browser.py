"""The portal and its keepers' pages in a real browser: found by typing, decided by keys, without barriers."""

import pytest
from playwright.sync_api import expect

from northing.insight import commands
from northing.insight.commands import portal
from northing.insight.models import Opportunity
from northing.insight.models import Visit as PortalVisit
from northing.insight.views.portal.gate import VISIT
from northing.kernel import clock
from northing.organisation.models import Member
from northing.organisation.tokens import token_hash
from northing.planning.models import Feature, FeatureState
from tests.browsing import Visit, flaws

pytestmark = pytest.mark.browser
TOKEN = "a visit"


@pytest.fixture
def idea(visit: Visit) -> Opportunity:
    """With a vote, a comment that waits, something planned and something new."""
    hana = Member.objects.get(name="Hana Sato")
    portal.set_up_portal(actor=hana, is_on=True, introduction="Plans can change.")
    made = commands.create_opportunity(
        actor=hana,
        name="Clerks lose a day",
        is_public=True,
        public_name="Refund part of an invoice",
        public_answer="Keeps the first date.",
    )
    visitor = portal.welcome(email="uwe@ostwind.example")
    PortalVisit.objects.create(
        visitor=visitor, token_hash=token_hash(TOKEN), expires_at=clock.now() + portal.VISIT_LASTS
    )
    portal.comment(visitor=visitor, idea=made.pk, text="For the audit, please")
    now = clock.now()
    planned = Feature.objects.create(
        name="F", public_name="Instant payouts", state=FeatureState.PLANNED, created_at=now
    )
    portal.note_planned(actor=hana, topic=f"planned:{planned.pk}", text="Moved: tests need longer.")
    portal.publish_change(
        actor=hana, entry=portal.save_change(actor=hana, title="Bank formats", text="11 now.")
    )
    return made


def test_a_customer_finds_what_was_said_and_votes_and_staff_show_their_comment(
    visit: Visit, idea: Opportunity
) -> None:
    page = visit("/portal/", as_="nobody")
    page.context.add_cookies([{"name": VISIT, "value": TOKEN, "url": page.url, "httpOnly": True}])
    page.reload()
    page.get_by_label("Your idea").press_sequentially("credit only part of an invoice")
    said = page.locator("#alike")
    expect(said).to_contain_text("Refund part of an invoice")
    assert flaws(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your idea")).to_be_visible()
    page.get_by_role("button", name="That is it, add my vote").click()
    expect(page.locator("#toasts")).to_contain_text("Your vote counts")
    expect(page.get_by_label("1 vote for Refund part of an invoice")).to_have_attribute("aria-pressed", "true")
    for path in ("ideas/", f"ideas/{idea.pk}/", "ideas/new/", "new/", "me/", "sign-in/"):
        page.goto(f"/portal/{path}")
        assert flaws(page) == [], path

    page = visit("/insight/portal/comments/", as_="hana")
    page.keyboard.press("e")
    expect(page.locator("#toasts")).to_contain_text("Shown to everybody")
    for path in ("", "comments/", "planned/", "new/", "people/", "settings/"):
        page.goto(f"/insight/portal/{path}")
        assert flaws(page) == [], path
