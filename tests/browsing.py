"""A pytest plugin: a real Chromium that is signed in, and axe to look for barriers.

    @pytest.mark.browser
    def test_the_roadmap_has_no_barriers(visit: Visit) -> None:
        page = visit("/roadmap/", as_="mara")
        assert barriers(page) == []

axe-core lies in frontend/node_modules, where the build of the package puts it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Response

AXE = Path(__file__).parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"desk": (1440, 900), "tablet": (1024, 800), "phone": (390, 844)}
Visit = Callable[..., "Page"]
QUIET = (  # what a browser asks of the network by itself is not ours to be blamed for
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
    "--no-sandbox",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a Chromium the tests that drive one are left out, and the run says so."""
    driving = [item for item in items if item.get_closest_marker("browser")]
    if driving and chromium_path() is None:
        config.hook.pytest_deselected(items=driving)
        items[:] = [item for item in items if item not in driving]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium_path() is None:
        terminalreporter.write_line(
            "The browser tests were left out: there is no Chromium. As root, `make browser` installs it.",
            yellow=True,
        )


def chromium_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(chromium: "Browser", live_server: Any) -> Iterator[Visit]:
    """`visit("/roadmap/", as_="mara", width="phone", theme="dark")` opens a page of the world of the cast.

    A message on the console, an error in a script or a request to anybody but us fails the test.
    """
    from django.test import Client
    from playwright.sync_api import Page

    from tests.conftest import BACKEND, build_world

    world = build_world()
    complaints: list[str] = []
    contexts = []

    def open_page(path: str, *, as_: str = "mara", width: str = "desk", theme: str = "light") -> Page:
        columns, rows = WIDTHS[width]
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": columns, "height": rows}, reduced_motion="reduce"
        )
        contexts.append(context)
        cookies = {"theme": theme}
        if as_ != "nobody":
            client = Client()
            client.force_login(world.cast[as_], backend=BACKEND)
            cookies["sessionid"] = client.cookies["sessionid"].value
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.on("request", lambda request: complaints.extend(elsewhere(request.url, live_server.url)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.extend(complaint_of(said)))
        page.on("response", lambda found: complaints.extend(missing(found)))
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def elsewhere(address: str, ours: str) -> list[str]:
    own = address.startswith((f"{ours}/", "data:", "blob:", "about:"))
    return [] if own else [f"The page asked {address}, which is not ours."]


def complaint_of(said: "ConsoleMessage") -> list[str]:
    """Errors on the console, but for those on failed requests: some tests make them."""
    expected = ("Failed to load resource", "htmx: htmx:error: Failed to fetch")
    return [said.text] if said.type == "error" and not said.text.startswith(expected) else []


def missing(found: "Response") -> list[str]:
    """What the page itself asks for must be there."""
    own = found.request.resource_type in {"stylesheet", "script", "font", "image"}
    return [f"{found.status} {found.url}"] if own and found.status >= 400 else []


def barriers(page: "Page") -> list[str]:
    """What axe finds wrong on the page as it stands: the rule, the element, how to mend it."""
    if not page.evaluate("'axe' in window"):
        # Not as a script of the page: its content security policy would rightly stop that.
        page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text()})
    violations: list[dict[str, Any]] = page.evaluate("axe.run().then(found => found.violations)")
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def flaws(page: "Page") -> list[str]:
    """Barriers of the page as it stands, and whatever is wider than the window, at every width."""
    found = []
    for name, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{name}: {barrier}" for barrier in barriers(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name}: the page is wider than the window")
    return found
