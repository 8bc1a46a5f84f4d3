"""A link is a promise that something stands where it leads."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape

from django.http import HttpResponse, HttpResponseBase

from tests.access.cells import Stage

# What only a browser without scripts follows leads to the part that a script would have put in its place.
WITHOUT_SCRIPTS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
HREF = re.compile(r'<a\b[^>]*?\shref="(/[^"#]*)', re.DOTALL)


def test_every_link_opens_and_none_leads_to_a_part_of_a_page(stage: Stage) -> None:
    """From Today on, one address of each kind: a link may be opened in a tab of its own."""
    known, waiting, wrong = {"/"}, deque(["/"]), []
    while waiting:
        address = waiting.popleft()
        answer = stage.visit("owner", address)
        if answer.status_code >= 400 or is_part_of_a_page(answer):
            wrong.append(f"{address}: {answer.status_code}")
        for link in links(answer):
            if kind_of(link) not in known:
                known.add(kind_of(link))
                waiting.append(link)
    assert wrong == []
    assert len(known) > 150


def is_part_of_a_page(answer: HttpResponseBase) -> bool:
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return False
    return isinstance(answer, HttpResponse) and b"<html" not in answer.content


def links(answer: HttpResponseBase) -> Iterator[str]:
    if isinstance(answer, HttpResponse) and answer.headers["Content-Type"].startswith("text/html"):
        shown = WITHOUT_SCRIPTS.sub("", answer.content.decode())
        yield from (unescape(address) for address in HREF.findall(shown))


def kind_of(address: str) -> str:
    """The address without which row it is and without what is asked of it."""
    return re.sub(r"\d+", "1", address.partition("?")[0])
