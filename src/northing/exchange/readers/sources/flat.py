"""What the JSON of one tracker must offer to be read as a table."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from northing.exchange.readers.documents import Element
from northing.exchange.readers.records import MANY_MARK

_NAMES = ("name", "displayName", "value", "title", "login", "key", "emailAddress", "id")


class Flat(ABC):
    """A table over the elements of a document: `learn` sees every element, then `cells` makes rows."""

    columns: ClassVar[tuple[str, ...]]

    @staticmethod
    @abstractmethod
    def claims(element: Element) -> bool:
        """Whether this element is one of this tracker's rows."""

    def header(self) -> list[str]:
        return list(self.columns)

    def learn(self, element: Element) -> None:  # noqa: B027  # most documents have nothing to learn
        """Take note of what rows need to know of the rest of the document."""

    @abstractmethod
    def cells(self, element: Element) -> list[str] | None:
        """The row under `header`, None for an element that is none (a pull request)."""


def text_of(value: Any) -> str:
    """One cell of anything JSON can hold: the name of an object, the values of a list behind a mark."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        return MANY_MARK.join(filter(None, map(text_of, value)))
    if isinstance(value, dict):
        if value.get("type") == "doc":
            return prose(value).strip()
        if isinstance(value.get("nodes"), list):  # a list in the answer of a GraphQL API
            return text_of(value["nodes"])
        return next((text_of(value[name]) for name in _NAMES if value.get(name) is not None), "")
    return str(value)


def prose(node: Any) -> str:
    """The plain text of a document in Atlassian's format."""
    if not isinstance(node, dict):
        return ""
    if node.get("type") == "text":
        return str(node.get("text", ""))
    if node.get("type") == "hardBreak":
        return "\n"
    if isinstance(node.get("attrs"), dict) and not node.get("content"):  # a person, a sign, a link
        return str(node["attrs"].get("text") or node["attrs"].get("url") or "")
    inner = "".join(map(prose, node.get("content") or ()))
    return inner + "\n" if node.get("type") in ("paragraph", "heading", "listItem", "codeBlock") else inner


def at(value: Any, *path: str) -> Any:
    """The value behind a path of names, None where it breaks off."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value
