"""Slots: higher rooms fill places on lower rooms' pages."""

from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from northing.ui.slots import Slot


def a_part(text: str):  # type: ignore[no-untyped-def]
    return lambda _request, thing: f"<p>{text} {thing}</p>" if text else ""


def test_parts_come_in_their_order_and_empty_ones_leave_no_trace(rf: RequestFactory) -> None:
    slot: Slot[str] = Slot("test.page")
    slot.fill(a_part("second"), order=2)
    slot.fill(a_part(""), order=1)
    slot.fill(a_part("first"), order=0)
    assert slot.render(rf.get("/"), "x") == ["<p>first x</p>", "<p>second x</p>"]


def test_a_template_shows_what_fills_the_slot(rf: RequestFactory) -> None:
    slot: Slot[str] = Slot("test.page")
    slot.fill(a_part("first"))
    request: HttpRequest = rf.get("/")
    source = "{% load ui %}{% slot_parts slot thing %}"
    html = engines["django"].from_string(source).render({"slot": slot, "thing": "x", "request": request})
    assert html == "<p>first x</p>"
