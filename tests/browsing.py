"""A pytest plugin: a tab of a real Chromium that is signed in, and axe to look for barriers.

    @pytest.mark.browser
    def test_the_roadmap_has_no_barriers(visit: Visit) -> None:
        page = visit("/roadmap/", as_="mara")
        assert barriers(page) == []

axe-core lies in frontend/node_modules, where the build of the package puts it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Response

AXE = Path(__file__).parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 20_000  # ms until a page is said not to show what it should: a machine may be busy with other things
WIDTHS = {"desk": (1440, 900), "tablet": (1024, 800), "phone": (390, 844)}
# The rules that a theme has a say in: it changes colours and nothing else.
COLOURS = ["color-contrast", "link-in-text-block"]
IN_BOTH_THEMES = """async (colours) => {
    const { dataset } = document.documentElement;
    const theme = dataset.theme;
    // No page of ours plays media, which is what axe would load beforehand.
    const asked = { resultTypes: ["violations"], preload: false };
    const found = await axe.run(asked);
    dataset.theme = theme === "dark" ? "light" : "dark";
    const other = await axe.run({ ...asked, runOnly: colours });
    dataset.theme = theme;
    return [...found.violations, ...other.violations];
}"""
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
    """The one without windows first: it costs seven tenths."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def tab(chromium: "Browser", live_server: Any) -> Iterator["Page"]:
    """One for all tests: a tab of its own costs Chromium more than any page of ours."""
    context = chromium.new_context(base_url=live_server.url, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(tab: "Page", live_server: Any) -> Iterator[Visit]:
    """`visit("/roadmap/", as_="mara", width="phone", theme="dark")` opens a page of the world of the cast.

    A message on the console, an error in a script or a request to anybody but us fails the test. All visits of
    a test are to the same tab, which forgets everything after it.
    """
    from tests.conftest import kept_world, signed_in

    world = kept_world()

    def open_page(path: str, *, as_: str = "mara", width: str = "desk", theme: str = "light") -> "Page":
        cookies = {"theme": theme}
        if as_ != "nobody":
            cookies["sessionid"] = signed_in(world.cast[as_])
        tab.context.clear_cookies()
        tab.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        columns, rows = WIDTHS[width]
        tab.set_viewport_size({"width": columns, "height": rows})
        tab.goto(path)
        tab.wait_for_load_state("networkidle")
        return tab

    with heard(tab, live_server.url) as complaints:
        yield open_page
        forget(tab)
    assert complaints == []


@contextmanager
def heard(tab: "Page", ours: str) -> Iterator[list[str]]:
    """What there is to complain about meanwhile."""
    complaints: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: complaints.extend(elsewhere(request.url, ours)),
        "pageerror": lambda error: complaints.append(str(error)),
        "console": lambda said: complaints.extend(complaint_of(said)),
        "response": lambda found: complaints.extend(missing(found)),
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    yield complaints
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)


def forget(tab: "Page") -> None:
    """As if the tab were new, but for what the browser has in its cache."""
    tab.unroute_all(behavior="ignoreErrors")
    tab.evaluate("localStorage.clear(), sessionStorage.clear()")
    tab.goto("/static/ui/mark.svg")  # which asks for nothing more, while the rows of the test go
    tab.context.clear_cookies()
    tab.context.clear_permissions()


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
    """What axe finds wrong on the page as it stands, in both themes: the rule, the element, how to mend it."""
    if not page.evaluate("'axe' in window"):
        # Not as a script of the page: its content security policy would rightly stop that.
        page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text()})
    violations: list[dict[str, Any]] = page.evaluate(IN_BOTH_THEMES, COLOURS)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def widths(page: "Page") -> Iterator[str]:
    """Makes the window as wide as a desk's, a tablet's, a phone's, in turn."""
    for name, (width, height) in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        yield name


def flaws(page: "Page") -> list[str]:
    """Barriers of the page as it stands, and whatever is wider than the window, at every width."""
    return [f"{width}: {flaw}" for width in widths(page) for flaw in (*barriers(page), *too_wide(page))]


def too_wide(page: "Page") -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return ["the page is wider than the window"] if wide else []
