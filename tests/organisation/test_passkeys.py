"""A passkey from its making to the two ways in which it lets in, with a browser's own authenticator."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
BUILT_IN = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    page = visit("/account/passkeys/add/", as_="tim")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": BUILT_IN})
    yield page
    devices.detach()


def sign_out(page: Page) -> None:
    page.goto("/account/")
    page.get_by_role("main").get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in/**")


def test_a_passkey_is_the_second_factor_or_both(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_label("Name").fill("My laptop")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("My laptop")).to_be_visible()

    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)

    sign_out(page)
    page.get_by_label("E-mail").fill("tim@tarn.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/second/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
