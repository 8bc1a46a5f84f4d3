"""The elements of JSON documents, one in memory at a time, with its line and its text word for word.

Python's own scanner reads each element, so that a list of a hundred thousand issues costs little, keeps its
lines, and never has more than one of them in memory.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TextIO

from northing.kernel.errors import Refused

_BLOCK = 262_144
_MAX_ELEMENT, _MAX_STEP = 5_000_000, 1_000_000
_MAX_FIELDS = 10_000
_SPACE = re.compile(r"[\s\ufeff\x1e,]*")  # commas between elements, and the marks of JSON text sequences
# The lists that are read element by element; all other values of an outermost object are read whole.
_LISTS = frozenset(
    [
        "issues",
        "items",
        "cards",
        "lists",
        "actions",
        "checklists",
        "pluginData",
        "customFields",
        "memberships",
        "nodes",
        "values",
        "results",
        "data",
        "notes",
        "posts",
        "suggestions",
        "tickets",
        "conversations",
        "reviews",
        "responses",
        "feedback",
    ]
)


# Those that one element of an outermost list may hold: pages of issues, or boards.
_WITHIN = ("issues", "items", "cards", "lists", "actions", "customFields")


class Element(NamedTuple):
    """One element of a list called `name` ("" for the outermost list, or an object that stands by itself)."""

    name: str
    value: Any
    line: int
    text: str


def elements(path: Path, encoding: str) -> Iterator[Element]:
    """Elements of all lists in the file: one list, pages, lists one after the other, or one object a line.

    Refused, with the line, where the file is no JSON, is nested too deeply, or one element is too large.
    """
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = _Text(file)
        while opening := text.peek():
            if opening == "[":
                yield from _list(text, "", nested=True)
            elif opening == "{":
                yield from _object(text)
            else:
                text.fail("an object or a list was expected")


def _list(text: "_Text", name: str, *, nested: bool = False) -> Iterator[Element]:
    text.step()
    while (opening := text.peek()) != "]":
        if not opening:
            text.fail("the list has no end, the file may have been cut off")
        if opening == "[" and nested:
            yield from _list(text, name)  # pages, as `gh api --paginate --slurp` writes them
            continue
        line = text.line
        value, written = text.value()
        pages = list(_pages(value, line)) if nested else []
        yield from pages or [Element(name, value, line, written)]
    text.step()


def _pages(value: Any, line: int) -> Iterator[Element]:
    """What a value holds that is no row itself: a page of an answer, a whole board, an answer of GraphQL."""
    if not isinstance(value, dict):
        return
    lists = [key for key in _WITHIN if isinstance(value.get(key), list)]
    if not {"issues", "items", "cards"} & set(lists):
        yield from _nodes(value.get("data"), line)
        return
    yield Element("{}", {name: inner for name, inner in value.items() if name not in lists}, line, "")
    for key in lists:
        yield from (Element(key, inner, line, json.dumps(inner, ensure_ascii=False)) for inner in value[key])


def _nodes(value: Any, line: int, depth: int = 4) -> Iterator[Element]:
    """The first list of nodes below, wherever the query had it."""
    if not isinstance(value, dict) or not depth:
        return
    nodes = value.get("nodes")
    if isinstance(nodes, list):
        yield from (Element("nodes", one, line, json.dumps(one, ensure_ascii=False)) for one in nodes)
        return
    for inner in value.values():
        yield from _nodes(inner, line, depth - 1)


def _object(text: "_Text") -> Iterator[Element]:
    """The elements of the lists in an outermost object; the object itself, when it has no such list."""
    line, fields, streamed = text.line, dict[str, Any](), False
    text.pin()
    text.step()
    while (opening := text.peek()) != "}":
        if opening != '"':
            text.fail("a name in quotes was expected")
        name = text.name()
        if name in _LISTS and text.peek() == "[":
            streamed = True
            text.unpin()
            yield from _list(text, name)
            continue
        fields[name] = text.value()[0]
        if len(fields) > _MAX_FIELDS:
            text.fail("an object has more than 10,000 names")
    text.step()
    pages = [] if streamed else list(_pages(fields, line))
    yield from pages or [Element("{}" if streamed else "", fields, line, "" if streamed else text.pinned())]
    text.unpin()


class _Text:
    """A window on the file that moves on as elements are taken."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._window, self._at, self._ended = file, "", 0, False
        self._pin: int | None = None
        self._decode = json.JSONDecoder().raw_decode
        self.line = 1

    def peek(self) -> str:
        """The next character that means something, "" at the end of the file."""
        while True:
            found = _SPACE.match(self._window, self._at)
            end = found.end() if found else self._at
            self._move(end)
            if end < len(self._window) or self._ended:
                return self._window[end : end + 1]
            self._fill()

    def step(self) -> None:
        self._move(self._at + 1)

    def name(self) -> str:
        value, _ = self.value()
        if self.peek() != ":":
            self.fail("a colon was expected")
        self.step()
        return str(value)

    def value(self) -> tuple[Any, str]:
        """The value that begins here, and its text."""
        self.peek()
        while True:
            try:
                value, end = self._decode(self._window, self._at)
            except RecursionError:
                self.fail("it is nested too deeply")
            except ValueError as problem:
                if self._ended or len(self._window) - self._at > _MAX_ELEMENT:
                    self.fail("one value is too large" if not self._ended else str(problem).partition(":")[0])
                self._fill()
                continue
            if end == len(self._window) and not self._ended:
                self._fill()  # a number may go on
                continue
            written = self._window[self._at : end]
            self._move(end)
            return value, written

    def pin(self) -> None:
        """Keep the text from here on, for `pinned`."""
        self._pin = self._at

    def unpin(self) -> None:
        self._pin = None

    def pinned(self) -> str:
        return self._window[self._pin : self._at]

    def fail(self, reason: str) -> NoReturn:
        raise Refused(f"This JSON cannot be read: on line {self.line:,}, {reason}. Export it again.")

    def _move(self, to: int) -> None:
        self.line += self._window.count("\n", self._at, to)
        self._at = to

    def _fill(self) -> None:
        """Read on; as much again as is held, so that a long element is not scanned from its start too often."""
        keep = self._at if self._pin is None else self._pin
        held = len(self._window) - keep
        if held > 2 * _MAX_ELEMENT:
            self.fail("one object is too large")
        block = self._file.read(max(_BLOCK, min(held, _MAX_STEP)))
        self._ended = not block
        self._window = self._window[keep:] + block
        self._at -= keep
        self._pin = None if self._pin is None else 0
