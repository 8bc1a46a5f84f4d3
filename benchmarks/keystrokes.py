"""How long a key takes on Prioritise with 2,000 candidates, from the key to what is painted.

    python -m benchmarks.keystrokes

Fills an embedded PostgreSQL of its own, starts the web server as `northing run` does, opens the page in a
headless Chromium and prints one JSON object on the last line. `first content`: from asking for the page.
`move`: J with all rows loaded. `edit`: Enter on a range that was typed, until the cell and its score show it,
with the server's part and the browser's; `settled`: until all rows stand where they then belong. `shown` is how
many rows the page holds.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from benchmarks.embedded_database import embedded_database

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIMES = 20
WARM = 5
PAGE = "/plan/prioritise/"
SERVES = "from northing.config import web; web.main()"
# A key is painted with the frame after it; a message posted in that frame is read when the frame is done.
WATCH = """
performance.setResourceTimingBufferSize(5000);
globalThis.painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(0);
}));
addEventListener("keydown", (event) => {
    globalThis.key = { struck: event.timeStamp, painted: 0, changed: 0, settled: 0 };
    painted().then((at) => { key.painted = at; });
}, true);
addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
    painted().then((at) => { key.changed ||= at; key.settled = at; });
}).observe(document.querySelector("#candidates"), { childList: true, subtree: true }));
"""
FIRST_CONTENT = """performance.getEntriesByName("first-contentful-paint")[0].startTime"""
EDITED = """() => {
    const [asked, again] = ["/cell/", "/again/"].map((part) =>
        performance.getEntriesByType("resource").findLast(({ name }) => name.includes(part)));
    return asked.responseEnd > key.struck && again?.responseEnd > asked.responseEnd
        && key.settled > again.responseEnd && [key.changed, key.settled].map((at) => at - key.struck).concat(
            asked.responseEnd - asked.requestStart);
}"""


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    with embedded_database():
        from benchmarks import candidate_rows, pages

        client = pages.signed_in()
        pages.fill(0, pages.FEATURES_FOR_CANDIDATES)
        candidate_rows.fill()
        with web_server() as address:
            found = measure(address, client.cookies["sessionid"].value)
    print(json.dumps({"keystrokes": found}))


@contextmanager
def web_server() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    running = subprocess.Popen([sys.executable, "-c", SERVES], env=os.environ | {"NORTHING_PORT": str(port)})
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(address)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        running.terminate()
        running.wait()


def measure(address: str, session: str) -> list[dict[str, Any]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"]
        )
        # Only so that the page can be looked into: its policy is sent and read as ever.
        context = browser.new_context(
            base_url=address, viewport={"width": 1440, "height": 900}, bypass_csp=True
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        context.add_init_script(WATCH)
        page = context.new_page()
        found = [first_content(page), edit(page)]
        load_all(page)
        found += [move(page), edit(page)]
        browser.close()
    return found


def first_content(page: "Page") -> dict[str, Any]:
    spans = []
    for _ in range(WARM + TIMES):
        page.goto(PAGE)
        page.wait_for_load_state("networkidle")
        spans.append(page.evaluate(FIRST_CONTENT))
    return {"what": "first content", **told(page, spans[WARM:])}


def load_all(page: "Page") -> None:
    """As somebody does who scrolls to the end."""
    while page.locator("tr.more").count():
        before = page.locator("tr.it").count()
        page.evaluate("document.querySelector('tr.more')?.scrollIntoView()")
        page.wait_for_function(f"document.querySelectorAll('tr.it').length > {before}")


def move(page: "Page") -> dict[str, Any]:
    spans = []
    page.locator("tr.it [data-still=name]").first.focus()
    for _ in range(WARM + TIMES):
        page.keyboard.press("j")
        page.wait_for_function("key.painted", polling=20)
        spans.append(page.evaluate("key.painted - key.struck"))
    return {"what": "move", **told(page, spans[WARM:])}


def edit(page: "Page") -> dict[str, Any]:
    """The same range, a little higher each time."""
    spans, ends, asked, shown = [], [], [], told(page, [0.0, 0.0])["shown"]
    cell = page.locator("tr.it [data-cell=reach]").nth(3)
    for number in range(WARM + TIMES):
        cell.focus()
        page.keyboard.press("Enter")
        page.locator(".rngedit [name=likely]").fill(str(4_000 + number))
        page.locator(".rngedit [name=high]").press("Enter")
        span, settled, server = page.wait_for_function(EDITED, polling=20).json_value()
        spans.append(span)
        ends.append(settled)
        asked.append(server)
        page.wait_for_load_state("networkidle")
    browsers = [span - server for span, server in zip(spans[WARM:], asked[WARM:], strict=True)]
    return {
        "what": "edit",
        **told(page, spans[WARM:]),
        "shown": shown,
        "server_ms": round(statistics.median(asked[WARM:]), 1),
        "browser_ms": round(statistics.median(browsers), 1),
        "settled_ms": round(statistics.median(ends[WARM:]), 1),
    }


def told(page: "Page", spans: list[float]) -> dict[str, Any]:
    return {
        "rows": int(page.locator("[role=grid]").get_attribute("aria-rowcount") or 0),
        "shown": page.locator("tr.it").count(),
        "p50_ms": round(statistics.median(spans), 1),
        "p95_ms": round(statistics.quantiles(spans, n=20)[-1], 1),
    }


if __name__ == "__main__":
    main()
