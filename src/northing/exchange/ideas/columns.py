"""What each column of a table of ideas is, proposed from its name, corrected by a person.

A range stands in one cell (900 - 1,400), or in up to three columns: Reach low, Reach, Reach high.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from northing.exchange.ideas.cells import is_said
from northing.exchange.readers.recognised import Recognised

FIELDS = {
    "reach": "Reach",
    "impact": "Impact",
    "confidence": "Confidence",
    "effort": "Effort",
    "ease": "Ease",
    "value": "Value",
    "urgency": "Urgency",
    "risk_reduction": "Risk reduction",
    "job_size": "Job size",
    "cost_of_delay": "Cost of delay",
    "duration": "Duration",
    "importance": "Importance",
    "satisfaction": "Satisfaction",
}
ENDS = {"low": "low", "high": "high"}
TARGETS = {
    "": "Left out",
    "name": "Name of the idea",
    "problem": "What it solves",
    "product": "Product",
    "team": "Team",
    **{
        target: label
        for key, name in FIELDS.items()
        for target, label in (
            (key, name),
            *((f"{key}:{end}", f"{name}, {said}") for end, said in ENDS.items()),
        )
    },
}
_WHO = r"(users|accounts|customers|people|clients|kunden|nutzer)"
_WHEN = r"(week|wk|month|mo|quarter|qtr|q|year|yr)"
_TIME = r"((person|man|dev|eng|engineering) )?(weeks|months|days)"
_WORDS = {
    "name": r"(the )?(name|title|idea|feature|candidate|item|initiative|project|summary|titel|funktion|titre)"
    r"( (name|title))?",
    "problem": r"problem|description|details|notes?|why|user story|what|beschreibung",
    "product": r"product( (name|area|line))?|area|produkt|produit",
    "team": r"(delivery |owning )?(team|squad|group|crew)( name)?",
    "reach": rf"(reach )?({_WHO}|reach)( (affected|reached|impacted|who|per|in|a|{_WHO}|{_WHEN}))*"
    rf"|(affected|impacted|number of|no of|of) {_WHO}( (per |a )?{_WHEN})?|reichweite|portée|alcance",
    "impact": r"impact( (score|factor|multiplier|per user|per person))?|wirkung|impacto",
    "confidence": r"conf(idence)?( (score|level|factor|percent|percentage|pct|in estimates?))?|certainty"
    r"|konfidenz|sicherheit|confiance|confianza",
    "effort": r"((dev|development|eng|engineering|team|total|est|estimated) )?effort"
    rf"( (score|estimate|in|{_TIME}))*|estimate|{_TIME}|aufwand|cost|charge|esfuerzo",
    "ease": r"ease( of implementation)?",
    "value": r"(business |user |user business )?value",
    "urgency": r"urgency|time criticality",
    "risk_reduction": r"risk reduction.*|rr oe",
    "job_size": r"(job )?size|story points",
    "cost_of_delay": r"cost of delay|cod",
    "duration": r"duration",
    "importance": r"importance",
    "satisfaction": r"satisfaction",
}
_END = re.compile(r"(?P<name>.*?)\s+(?P<end>low|min|minimum|best|high|max|maximum|worst|likely|expected|mid)")
_ENDS = {
    **dict.fromkeys(("low", "min", "minimum"), "low"),
    **dict.fromkeys(("high", "max", "maximum"), "high"),
    **dict.fromkeys(("likely", "expected", "mid"), ""),
}
_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")


@dataclass(frozen=True, slots=True)
class Place:
    """One column of the file, by where it stands."""

    at: int
    name: str
    samples: tuple[str, ...]
    target: str


def places(recognised: Recognised, asked: Mapping[str, str] | None = None) -> list[Place]:
    """Every column with what it is: as a person said of its place (`c0`, `c1`, …), else as we propose."""
    columns = {column.name: column for column in recognised.columns}
    names = recognised.names
    guess = proposed(names)
    return [
        Place(at, name, samples, said if said in TARGETS else guess[at] if _may_be(guess[at], samples) else "")
        for at, name in enumerate(names)
        for said, samples in [((asked or {}).get(f"c{at}", "?"), columns[name].samples)]
    ]


def _may_be(target: str, samples: Sequence[str]) -> bool:
    """Numbers where the name says so: "Customers" may as well be a list of names."""
    field = target.partition(":")[0]
    return field not in FIELDS or not samples or any(is_said(field, sample) for sample in samples)


def proposed(names: Sequence[str]) -> list[str]:
    """A target for each column; each is given once, to the first that fits."""
    found: list[str] = []
    for name in names:
        target = _target(_plain(name))
        found.append(target if target not in found else "")
    if "name" not in found and "" in found:
        found[found.index("")] = "name"
    return found


def lacks(columns: Sequence[Place]) -> str:
    """What the matches must have, in a sentence; "" when nothing is missing."""
    targets = [column.target for column in columns if column.target]
    if "name" not in targets:
        return "Say which column names the idea."
    twice = next((target for target in targets if targets.count(target) > 1), "")
    return f"Two columns are the {TARGETS[twice].lower()}. Leave one of them out." if twice else ""


def unit_of_effort(columns: Sequence[Place]) -> str:
    """In what the column of effort says it counts: "" for weeks, where it says nothing."""
    said = " ".join(column.name.lower() for column in columns if column.target.startswith("effort"))
    return next((unit for unit in ("months", "days") if unit[:-1] in said), "weeks")


def _target(name: str) -> str:
    end = ""
    if found := _END.fullmatch(name):
        name, end = found["name"], _ENDS.get(found["end"], "?")
    target = next((each for each, words in _WORDS.items() if re.fullmatch(words, name)), "")
    if not end:
        return target
    return f"{target}:{end}" if target in FIELDS and end in ENDS else ""


def _plain(name: str) -> str:
    """In small letters, without brackets and signs: "Confidence %" and "# users" are words as well."""
    return " ".join(re.sub(r"[\W_]+", " ", _BRACKETS.sub(" ", name)).lower().split())
