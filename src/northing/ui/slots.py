"""Slots: places on a lower room's page that higher rooms fill, so that imports only go down.

The lower room declares the slot and shows it with `{% slot_parts %}`; a higher room fills it when it is loaded:

    product_page: Slot[Product] = Slot("portfolio.product_page")      # portfolio/slots.py
    product_page.fill(features_of_product, order=10)                  # planning/apps.py, in ready()
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.http import HttpRequest

Thing = TypeVar("Thing")
Part = Callable[[HttpRequest, Thing], str]


@dataclass
class Slot(Generic[Thing]):
    """A named place for parts about one thing. A part renders safe HTML, or "" when it has nothing to show."""

    name: str
    _parts: dict[Part[Thing], int] = field(default_factory=dict)

    def fill(self, part: Part[Thing], *, order: int = 0) -> None:
        self._parts[part] = order

    def render(self, request: HttpRequest, thing: Thing) -> list[str]:
        rendered = (part(request, thing) for part in sorted(self._parts, key=self._parts.__getitem__))
        return [text for text in rendered if text]
