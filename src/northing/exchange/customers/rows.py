"""Rows of a table as customers: several rows about one customer become one."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from northing.exchange.readers.dates import DateReader
from northing.exchange.readers.numbers import NOTHING
from northing.exchange.readers.reading import data_rows
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import Refusal
from northing.insight.commands.bringing_customers import Draft, Person
from northing.insight.models import CustomerKind, Health
from northing.kernel.amounts import read_amount
from northing.kernel.errors import Refused
from northing.organisation.models import Member
from northing.portfolio.models import Product

MOST = 200_000
EVERY = 2_000  # rows between two words about the progress
SPLIT = ";"
LENGTHS = {"name": 200, "key": 200, "country": 80, "plan": 80, "person": 160, "email": 254, "title": 120}
HEALTHS: dict[Health, tuple[str, ...]] = {
    Health.GOOD: ("healthy", "green", "gut", "grün", "bonne", "bon", "vert", "buena", "verde", "buona", "goed"),
    Health.STEADY: ("stable", "neutral", "ok", "stabil", "estable", "stabile", "stabiel"),
    Health.COOLING: ("declining", "yellow", "amber", "gelb", "jaune", "amarillo", "giallo"),
    Health.AT_RISK: (
        *("critical", "poor", "red", "kritisch", "gefährdet", "rot", "à risque", "rouge", "en riesgo", "rojo"),
        *("a rischio", "rosso", "em risco", "risico"),
    ),
}
DAYS = frozenset({"renews_on", "decides_on", "since"})


@dataclass(slots=True)
class Read:
    """The customers of a file, in its order, and the rows that cannot come in."""

    drafts: list[Draft] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    strangers: Counter[str] = field(default_factory=Counter)  # owners who are nobody here
    rows: int = 0
    whole: bool = True  # False when reading was cut short, as somebody asked


class _Wrong(Exception):
    """A cell that cannot be read."""

    def __init__(self, target: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.target, self.value, self.reason = target, value, reason


class CustomerReader:
    """Reads the rows of one file by one mapping, for one actor."""

    def __init__(self, actor: Member, recognised: Recognised, targets: Mapping[str, str]) -> None:
        self._columns = {target: name for name, target in targets.items() if target}
        self._places = {
            target: column.positions[0]
            for target, name in self._columns.items()
            if (column := recognised.column(name)) is not None
        }
        orders = {column.name: column.dates.order for column in recognised.columns if column.dates}
        self._days = {
            target: DateReader(orders.get(self._columns[target], "dmy"), UTC)
            for target in DAYS & self._places.keys()
        }
        people = Member.objects.filter(is_active=True)
        self._people = {word.lower(): member for member in people for word in (member.name, member.email)}
        self._products = {product.name.lower(): product.pk for product in Product.objects.visible_to(actor)}

    @property
    def lacks(self) -> str:
        """What the mapping must have, in a sentence; "" when nothing is missing."""
        return "" if "name" in self._places else "Say which column is the customer’s name."

    def read(
        self,
        path: Path,
        recognised: Recognised,
        *,
        first: int | None = None,
        tell: Callable[[int], bool] = lambda _: True,
    ) -> Read:
        """All rows, or the first of them; `tell` hears how many have been read, and says whether to read on."""
        found, by = Read(), dict[str, Draft]()
        for line, cells, original in islice(data_rows(path, recognised), first):
            if found.rows and found.rows % EVERY == 0 and not tell(found.rows):
                found.whole = False
                break
            found.rows += 1
            if found.rows > MOST:
                raise Refused(f"The file has more than {MOST:,} rows. Bring it in parts.")
            try:
                self._take(cells, found, by)
            except _Wrong as wrong:
                column = self._columns.get(wrong.target, "")
                found.refused.append(Refusal(line, column, wrong.value, wrong.reason, original))
        return found

    def _take(self, cells: list[str] | None, found: Read, by: dict[str, Draft]) -> None:
        if cells is None:
            raise _Wrong("", "", "The row cannot be taken apart")
        said = {target: _said(cells[at]) if at < len(cells) else "" for target, at in self._places.items()}
        if not any(said.values()):
            return
        if not said["name"]:
            raise _Wrong("name", "", "No name")
        for target, longest in LENGTHS.items():
            if len(said.get(target, "")) > longest:
                raise _Wrong(target, said[target], f"Longer than {longest} characters")
        fields, person = self._fields(said), self._person(said)
        if owner := said.get("owner"):
            fields |= self._owner(owner, found)
        products = [self._product(word) for word in _words(said.get("products", ""))]
        identity = f"key {said['key']}" if said.get("key") else f"name {said['name'].lower()}"
        draft = by.get(identity)
        if draft is None:
            draft = by[identity] = Draft(said["name"], said.get("key", ""))
            found.drafts.append(draft)
        draft.fields |= fields
        draft.people += [] if person is None or _has(draft.people, person) else [person]
        draft.segments += [word for word in _words(said.get("segments", "")) if word not in draft.segments]
        draft.products += products

    def _fields(self, said: dict[str, str]) -> dict[str, Any]:
        read: dict[str, Callable[[str], Any]] = {
            "country": str, "plan": str, "note": str, "kind": _kind, "health": _health,
            **{target: self._day(target) for target in DAYS},
        }  # fmt: skip
        fields = {target: read[target](said[target]) for target in read if said.get(target)}
        return fields | _money(said)

    def _day(self, target: str) -> Callable[[str], Any]:
        def read(text: str) -> Any:
            try:
                return self._days[target].day(text)
            except ValueError as problem:
                raise _Wrong(target, text, str(problem)) from None

        return read

    def _owner(self, text: str, found: Read) -> dict[str, Any]:
        """Who looks after customers elsewhere need not be here: that keeps nobody out."""
        if text.lower() in self._people:
            return {"owner": self._people[text.lower()]}
        found.strangers[text] += 1
        return {}

    def _product(self, text: str) -> int:
        if text.lower() not in self._products:
            raise _Wrong("products", text, "No product that you see has this name")
        return self._products[text.lower()]

    @staticmethod
    def _person(said: dict[str, str]) -> Person | None:
        email = said.get("email", "").lower()
        if email and ("@" not in email or " " in email):
            raise _Wrong("email", email, "This is no e-mail address")
        name = said.get("person", "") or email.partition("@")[0].replace(".", " ").title()
        return Person(name, email, said.get("title", "")) if name else None


def _said(cell: str) -> str:
    cell = cell.strip()
    return "" if cell.lower() in NOTHING else cell


def _money(said: dict[str, str]) -> dict[str, Any]:
    target = "revenue" if said.get("revenue") else "monthly"
    text, code = said.get(target, ""), said.get("currency", "").upper()
    if code and (len(code) != 3 or not code.isalpha()):
        raise _Wrong("currency", code, "This is not a currency’s three letters, such as EUR")
    if not text:
        return {"currency": code} if code else {}
    try:
        amount, written = read_amount(text)
    except Refused:
        raise _Wrong(target, text, "This is no amount") from None
    amount *= 12 if target == "monthly" else 1
    if amount >= Decimal(10) ** 12:
        raise _Wrong(target, text, "This is more than there is")
    code = code or written
    return {"revenue": amount} | ({"currency": code} if code else {})


def _kind(text: str) -> str:
    return (
        str(CustomerKind.PERSON)
        if text.lower() in {"person", "individual", "b2c"}
        else str(CustomerKind.COMPANY)
    )


def _health(text: str) -> str:
    word = text.lower().replace("-", " ").replace("_", " ")
    for health in Health:
        if word in {str(health.label).lower(), *HEALTHS[health]}:
            return health.value
    raise _Wrong("health", text, f"This is none of {', '.join(str(label) for label in Health.labels)}")


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.replace(",", SPLIT).split(SPLIT) if word.strip()]


def _has(people: Iterable[Person], person: Person) -> bool:
    return any(
        other.email == person.email if person.email else other.name.lower() == person.name.lower()
        for other in people
    )
