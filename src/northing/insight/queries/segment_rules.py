"""Rules of segments: conditions over a customer's fields that must all hold, one a line.

    revenue at least 100k
    country is Germany or Austria
    renews within 90 days
    health is not good

Read from text into the rows that `Segment.rule` keeps, shown as text again, and asked of the database.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q

from northing.insight.models import CustomerKind, CustomerProduct, Health
from northing.kernel import clock
from northing.kernel.amounts import read_amount
from northing.kernel.errors import Refused

Condition = dict[str, Any]
LINE = re.compile(
    r"(?P<field>[a-z ]+?)\s+(?P<how>is not|is|contains|at least|less than|before|from|within)\s+(?P<value>.+)",
    re.IGNORECASE,
)
DAYS = re.compile(r"(\d{1,4})(?: days?)?", re.IGNORECASE)
MOST = 12


def _number(text: str) -> str:
    try:
        amount, currency = read_amount(text)
    except Refused:
        currency = "?"
    if currency:  # the rule is about revenue in our own, which is not said
        raise ValueError(f"“{text}” is no amount. Write it like 100k")
    return f"{amount.normalize():f}"


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"“{text}” is no day. Write it like 2026-09-01") from None


def _days(text: str) -> str:
    found = DAYS.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” is no number of days. Write it like 90 days")
    return found[1]


def _one_of(labels: dict[str, str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        for value, label in labels.items():
            if text.lower() in {value.lower(), label.lower()}:
                return value
        raise ValueError(f"“{text}” is none of {', '.join(labels.values())}")

    return read


@dataclass(frozen=True, slots=True)
class Field:
    """`hows`: what may be said of it. `read` turns what is written into what is kept, or raises ValueError."""

    path: str
    hows: tuple[str, ...]
    read: Callable[[str], str] = str


SAME = ("is", "is not")
WITHIN = "within"
FIELDS = {
    "kind": Field("kind", SAME, _one_of({kind.value: str(kind.label) for kind in CustomerKind})),
    "name": Field("name", ("is", "is not", "contains")),
    "country": Field("country", SAME),
    "plan": Field("plan", (*SAME, "contains")),
    "health": Field("health", SAME, _one_of({health.value: str(health.label) for health in Health})),
    "revenue": Field("worth", ("at least", "less than"), _number),
    "renews": Field("renews_on", ("before", "from", WITHIN), _day),
    "since": Field("since", ("before", "from"), _day),
    "owner": Field("owner__name", SAME),
    "uses": Field("", SAME),
}
LOOKUPS = {"at least": "gte", "from": "gte", "less than": "lt", "before": "lt"}


def read_rule(text: str) -> list[Condition]:
    """One condition a line. Refused with the line that cannot be read; no lines: no rule."""
    found = []
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(_condition(" ".join(line.split())))
        except ValueError as error:
            raise Refused(rule=f"Line {at}: {error}.") from None
    if len(found) > MOST:
        raise Refused(rule=f"At most {MOST} conditions: make two segments of it.")
    return found


def in_words(rule: Sequence[Condition]) -> str:
    """The rule as it is written, one condition a line."""
    return "\n".join(f"{said['field']} {said['is']} {_labels(said)}" for said in rule)


def condition_of(rule: Sequence[Condition]) -> Q:
    """Which customers a rule means."""
    wanted = Q()
    for said in rule:
        wanted &= _asked(said)
    return wanted


def _condition(line: str) -> Condition:
    found = LINE.fullmatch(line)
    if found is None:
        raise ValueError(f"“{line}” has no condition, such as “revenue at least 100k”")
    name, how = found["field"].lower(), found["how"].lower()
    if name not in FIELDS:
        raise ValueError(f"“{name}” is none of {', '.join(FIELDS)}")
    field = FIELDS[name]
    if how not in field.hows:
        raise ValueError(f"{name} can be said with {' or '.join(field.hows)}, not “{how}”")
    if how == WITHIN:
        return {"field": name, "is": how, "value": [_days(found["value"])]}
    texts = [found["value"]] if how in LOOKUPS else found["value"].split(" or ")
    return {"field": name, "is": how, "value": [field.read(text.strip()) for text in texts]}


def _asked(said: Condition) -> Q:
    field, how, values = FIELDS[said["field"]], said["is"], said["value"]
    if how == WITHIN:
        today = clock.today()
        return Q(**{f"{field.path}__range": (today, today + timedelta(days=int(values[0])))})
    if how in LOOKUPS:
        return Q(**{f"{field.path}__{LOOKUPS[how]}": values[0]})
    wanted = Q()
    for value in values:
        wanted |= _is(field, value, contains=how == "contains")
    return ~wanted if how == "is not" else wanted


def _is(field: Field, value: str, *, contains: bool) -> Q:
    if not field.path:
        return Q(Exists(CustomerProduct.objects.filter(customer=OuterRef("pk"), product__name__iexact=value)))
    return Q(**{f"{field.path}__{'icontains' if contains else 'iexact'}": value})


def _labels(said: Condition) -> str:
    if said["is"] == WITHIN:
        return f"{said['value'][0]} days"
    known = (
        {**dict(Health.choices), **dict(CustomerKind.choices)} if said["field"] in {"health", "kind"} else {}
    )
    return " or ".join(_short(str(known.get(value, value)), said["field"]) for value in said["value"])


def _short(value: str, field: str) -> str:
    if field != "revenue":
        return value
    amount = Decimal(value)
    for size, letter in ((1_000_000, "m"), (1_000, "k")):
        if amount >= size and amount % (size // 10) == 0:
            return f"{(amount / size).normalize():f}{letter}"
    return f"{amount.normalize():f}"
