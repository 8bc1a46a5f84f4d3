"""Whom a row means by its parent: trackers write a key, an internal id, a number or a title."""

from northing.exchange.readers.records import Record


class Family:
    """Names under which the rows of a file can be called. `add` every record, then `find`."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self._numbers: dict[str, str] = {}
        self._epics: dict[str, str | None] = {}
        self._titles: dict[str, str | None] = {}

    def add(self, record: Record) -> None:
        key = record.key
        self._keys[key.casefold()] = key
        if record.id:
            self._numbers[record.id] = key
        for title in {record.title.casefold(), record.alias.casefold()} - {""}:
            titles = self._epics if record.kind == "feature" else self._titles
            titles[title] = key if titles.get(title, key) == key else None

    def find(self, written: str) -> str | None:
        """The key of the row that is meant; None when it is not in the file or more than one could be meant."""
        name = written.strip()
        if not name:
            return None
        bare = name.removeprefix("#")
        return (
            self._keys.get(name.casefold())
            or self._keys.get(bare.casefold())
            or self._numbers.get(bare)
            or self._numbers.get(bare.removesuffix(".0"))  # spreadsheets make numbers of ids
            or self._epics.get(name.casefold())  # an epic is what is meant, whatever else has its title
            or self._titles.get(name.casefold())
        )
