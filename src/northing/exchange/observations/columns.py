"""How a table holds values of metrics, proposed from names and samples, corrected by a person.

wide      Day, Signups, Revenue           one column a metric
long      Day, Metric, Value              one row a value
across    Metric, 2026-01, 2026-02        one row a metric, one column a day
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from northing.exchange.observations.days import are_days
from northing.exchange.readers.numbers import NOTHING, read_number
from northing.exchange.readers.recognised import Recognised

TARGETS = {
    "": "Left out",
    "day": "Day",
    "series": "Values of one metric",
    "metric": "Name of the metric",
    "value": "Value",
    "unit": "Unit",
    "product": "Product",
    "across": "Values on this day",
}
_ONE_EACH = ("day", "metric", "value", "unit", "product")
_WORDS = {
    "day": r"(calendar )?(date|day|time|timestamp|week|month|quarter|year|period|ds|datum|tag|woche|monat"
    r"|quartal|jahr|jour|mois|fecha|mes|data|mese|giorno)"
    r"( (of|starting|start|ending|beginning|day|date|at|utc))*",
    "metric": r"(metric|kpi|measure|indicator|series|kennzahl|metrik|indicateur|indicador|name)"
    r"( (name|id|key))?",
    "value": r"(metric )?(value|values|wert|amount|observation|reading|result|actual|valeur|valor|valore|y)",
    "unit": r"unit|units|unit of measure|einheit|unité|unidad",
    "product": r"product( name)?|produkt|produit|producto|prodotto",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One column of the file, by where it stands."""

    at: int
    name: str
    samples: tuple[str, ...]
    target: str


def places(recognised: Recognised, asked: Mapping[str, str] | None = None) -> list[Place]:
    """Every column with where it goes: as a person said of its place (`c0`, `c1`, …), else as we propose."""
    asked = asked or {}
    columns = {column.name: column for column in recognised.columns}
    names = recognised.names
    samples = [columns[name].samples for name in names]
    guess = proposed(names, samples)
    return [
        Place(at, name, samples[at], said if (said := asked.get(f"c{at}", "?")) in TARGETS else guess[at])
        for at, name in enumerate(names)
    ]


def proposed(names: Sequence[str], samples: Sequence[Sequence[str]]) -> list[str]:
    """A target for each column, in their order."""
    across = [are_days([name]) for name in names]
    if sum(across) >= max(2, len(names) // 2) and not all(across):
        return _across(names, samples, across)
    numbers = [are_numbers(seen) for seen in samples]
    found: dict[int, str] = {}
    for target in _ONE_EACH:
        fits = {"day": _days(samples), "value": numbers}.get(target, [not number for number in numbers])
        for at, name in enumerate(names):
            if at not in found and fits[at] and re.fullmatch(_WORDS[target], _plain(name)):
                found[at] = target
                break
    if "day" not in found.values():
        dated = [at for at, fits in enumerate(_days(samples)) if fits and at not in found]
        found |= {dated[0]: "day"} if dated else {}
    _lengthwise(numbers, samples, found)
    if "metric" not in found.values():
        found = {at: target for at, target in found.items() if target == "day"}
        found |= {at: "series" for at, number in enumerate(numbers) if number and at not in found}
    return [found.get(at, "") for at in range(len(names))]


def lacks(columns: Sequence[Place]) -> str:
    """What the matches must have, in a sentence; "" when nothing is missing."""
    targets = [column.target for column in columns]
    for target in _ONE_EACH:
        if targets.count(target) > 1:
            return f"Two columns are the {TARGETS[target].lower()}. Leave one of them out."
    if "across" in targets:
        return "" if "metric" in targets else "Say which column names the metric."
    if "day" not in targets:
        return "Say which column is the day."
    if "metric" in targets:
        return "" if "value" in targets else "Say which column holds the value."
    return "" if "series" in targets else "Say which columns hold values: one metric each, or name and value."


def are_numbers(values: Sequence[str]) -> bool:
    filled = [value for value in values if value.strip().lower() not in NOTHING]
    return bool(filled) and sum(map(_is_number, filled)) * 2 >= len(filled)


def _is_number(text: str) -> bool:
    for mark in (".", ","):
        try:
            read_number(text, mark)
        except ValueError:
            continue
        return True
    return False


def _lengthwise(numbers: list[bool], samples: Sequence[Sequence[str]], found: dict[int, str]) -> None:
    """One column of words beside one of numbers: names and values, whatever they are called."""
    words = [at for at, number in enumerate(numbers) if not number and samples[at] and at not in found]
    free = [at for at, number in enumerate(numbers) if number and at not in found]
    if "metric" not in found.values() and len(words) == 1 and len(free) + ("value" in found.values()) == 1:
        found[words[0]] = "metric"
    if "metric" in found.values() and "value" not in found.values() and len(free) == 1:
        found[free[0]] = "value"
    if "metric" in found.values() and "value" not in found.values():
        found.pop(next(at for at, target in found.items() if target == "metric"))


def _across(names: Sequence[str], samples: Sequence[Sequence[str]], across: list[bool]) -> list[str]:
    found = {at: "across" for at, day in enumerate(across) if day}
    for target in ("metric", "unit", "product"):
        for at, name in enumerate(names):
            if at not in found and re.fullmatch(_WORDS[target], _plain(name)):
                found[at] = target
                break
    if "metric" not in found.values():
        words = [at for at in range(len(names)) if at not in found and not are_numbers(samples[at])]
        found |= {words[0]: "metric"} if words else {}
    return [found.get(at, "") for at in range(len(names))]


def _days(samples: Sequence[Sequence[str]]) -> list[bool]:
    return [are_days(seen) for seen in samples]


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[_./()\[\]\-]+", " ", name).lower().split())
