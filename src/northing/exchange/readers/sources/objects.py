"""Any list of JSON objects: one row each, one column for each name."""

from northing.exchange.readers.documents import Element
from northing.exchange.readers.guard import MAX_COLUMNS
from northing.exchange.readers.sources.flat import Flat, text_of


class Objects(Flat):
    columns = ()

    def __init__(self) -> None:
        self._names: dict[str, None] = {}

    @staticmethod
    def claims(element: Element) -> bool:
        return element.name != "{}" and isinstance(element.value, dict)

    def learn(self, element: Element) -> None:
        if self.claims(element) and len(self._names) <= MAX_COLUMNS:
            self._names.update(dict.fromkeys(element.value))

    def header(self) -> list[str]:
        return list(self._names)

    def cells(self, element: Element) -> list[str] | None:
        if not self.claims(element):
            return None
        return [text_of(element.value.get(name)) for name in self._names]
