"""What a scenario says besides capacity: what must be in or out, and the rules among candidates."""

from collections import defaultdict
from dataclasses import dataclass

from northing.planning.models import Choice, Key, Pin, Rule, RuleCandidate, Scenario
from northing.planning.queries.prioritise.candidates import key_of


@dataclass(frozen=True, slots=True)
class Pinned:
    """`inside`: the quarter of each that must be in."""

    inside: dict[Key, int]
    outside: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Ruled:
    rule: Rule
    candidates: tuple[Key, ...]


def pinned(scenario: Scenario | None) -> Pinned:
    if scenario is None:
        return Pinned({}, frozenset())
    rows = Choice.objects.filter(scenario=scenario).exclude(pin=Pin.FREE)
    said = [
        (key_of(*refs), pin, period)
        for *refs, pin, period in rows.values_list("feature", "opportunity", "initiative", "pin", "period")
    ]
    return Pinned(
        {key: period or 0 for key, pin, period in said if pin == Pin.IN},
        frozenset(key for key, pin, _ in said if pin == Pin.OUT),
    )


def ruled(scenario: Scenario | None) -> list[Ruled]:
    """In the order in which they were made."""
    if scenario is None:
        return []
    named: defaultdict[int, list[Key]] = defaultdict(list)
    rows = RuleCandidate.objects.filter(rule__scenario=scenario).order_by("position", "pk")
    for rule, *refs in rows.values_list("rule", "feature", "opportunity", "initiative"):
        named[rule].append(key_of(*refs))
    rules = Rule.objects.filter(scenario=scenario).select_related("team", "objective", "product")
    return [Ruled(rule, tuple(named[rule.pk])) for rule in rules]
