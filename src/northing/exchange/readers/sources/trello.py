"""A Trello board as its menu exports it: cards in lists, and up to a thousand actions that tell their moves."""

from datetime import UTC, datetime
from typing import Any

from northing.exchange.readers.documents import Element
from northing.exchange.readers.records import MANY_MARK
from northing.exchange.readers.sources.flat import Flat, at, text_of
from northing.exchange.readers.states import state_of_word


class TrelloBoard(Flat):
    columns = (
        "Card ID", "Card Name", "List Name", "Created", "Started", "Closed at", "Updated", "Due Date",
        "Members",
        "Labels",
        "Board Name", "Card URL", "Card Description",
    )  # fmt: skip

    def __init__(self) -> None:
        self._boards: dict[str, str] = {}
        self._custom: dict[str, str] = {}
        self._options: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._members: dict[str, str] = {}
        self._created: dict[str, str] = {}
        self._started: dict[str, str] = {}
        self._ended: dict[str, str] = {}

    def header(self) -> list[str]:
        return [*self.columns, *(f"Custom field ({name})" for name in self._custom.values())]

    @staticmethod
    def claims(element: Element) -> bool:
        return element.name in ("cards", "") and isinstance(element.value, dict) and "idList" in element.value

    def learn(self, element: Element) -> None:
        value = element.value
        if not isinstance(value, dict):
            return
        if element.name == "lists":
            self._lists[text_of(value.get("id"))] = text_of(value.get("name"))
        elif element.name == "customFields":
            self._custom[text_of(value.get("id"))] = text_of(value.get("name"))
            for option in value.get("options") or ():
                self._options[text_of(at(option, "id"))] = text_of(at(option, "value", "text"))
        elif element.name == "actions":
            self._learn_action(value)
        elif element.name == "{}":
            self._boards[text_of(value.get("id"))] = text_of(value.get("name"))
            for member in value.get("members") or ():
                name = at(member, "fullName") or at(member, "username")
                self._members[text_of(at(member, "id"))] = text_of(name)

    def _learn_action(self, action: dict[str, Any]) -> None:
        """Actions stand newest first: the first end that is seen is the last, the last start the first."""
        card, when = text_of(at(action, "data", "card", "id")), text_of(action.get("date"))
        kind = text_of(action.get("type"))
        if kind in ("createCard", "copyCard", "convertToCardFromCheckItem"):
            self._created[card] = when
            return
        if kind != "updateCard":
            return
        after = text_of(at(action, "data", "listAfter", "name"))
        state = state_of_word(after) if after else None
        if (
            state == "done"
            or at(action, "data", "card", "closed") is True
            or at(action, "data", "card", "dueComplete") is True
        ):
            self._ended.setdefault(card, when)
        elif state == "building":
            self._started[card] = when

    def cells(self, element: Element) -> list[str] | None:
        if not self.claims(element):
            return None
        card = element.value
        number = text_of(card.get("id"))
        place = self._lists.get(text_of(card.get("idList")), "")
        archived = card.get("closed") is True
        ended = archived or card.get("dueComplete") is True or state_of_word(place) in ("done", "cancelled")
        updated = text_of(card.get("dateLastActivity"))
        finished = (
            text_of(card.get("dateCompleted")) or self._ended.get(number, "") or (updated if archived else "")
        )
        people = (self._members.get(text_of(member), "") for member in card.get("idMembers") or ())
        labels = (
            text_of(at(label, "name")) or text_of(at(label, "color")) for label in card.get("labels") or ()
        )
        return [
            number, text_of(card.get("name")),
            "Archived" if archived and state_of_word(place) != "done" else place,
            self._created.get(number) or born(number), self._started.get(number, ""),
            finished if ended else "",
            updated,
            text_of(card.get("due")), MANY_MARK.join(filter(None, people)),
            MANY_MARK.join(filter(None, labels)),
            self._boards.get(text_of(card.get("idBoard"))) or next(iter(self._boards.values()), ""),
            text_of(card.get("shortUrl") or card.get("url")), text_of(card.get("desc")),
            *self._custom_cells(card),
        ]  # fmt: skip

    def _custom_cells(self, card: dict[str, Any]) -> list[str]:
        said: dict[str, str] = {}
        for item in card.get("customFieldItems") or ():
            value, option = at(item, "value"), text_of(at(item, "idValue"))
            written = next(iter(value.values()), "") if isinstance(value, dict) else ""
            said[text_of(at(item, "idCustomField"))] = self._options.get(option) or text_of(written)
        return [said.get(field, "") for field in self._custom]


def born(number: str) -> str:
    """The moment that the first eight digits of a Trello id stand for, as seconds."""
    try:
        return datetime.fromtimestamp(int(number[:8], 16), UTC).isoformat()
    except (ValueError, OSError, OverflowError):
        return ""
