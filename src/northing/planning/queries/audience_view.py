"""What an audience sees of a roadmap: made before anything is rendered, so that a field which the audience does
not have is in no byte of the answer: not in words, attributes, places of bars, nor in the order of rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from northing.planning.models import FeatureState
from northing.planning.queries.feature_filter import AT_RISK, FeatureFilter
from northing.planning.queries.roadmap_rows import RoadmapRow

# The fields to choose from, as an audience keeps them, and how they read in the chooser.
FIELDS = {
    "chance": "Chance to make the date",
    "dates": "Start, P50 and P85",
    "commitment": "Committed date",
    "state": "State and share done",
    "product": "Product",
    "initiative": "Initiative",
    "team": "Team",
    "needs": "Dependencies",
    "capacity": "Load and capacity",
    "reasons": "Futures, what moved it, what would bring it back",
}
GROUPED_BY = {
    "initiative": "initiative",
    "product": "product",
    "team": "team",
    "line": "product",
    "state": "state",
    "objective": "reasons",
}
FILTERED_BY = {
    "state": "state",
    "open": "state",
    "product": "product",
    "line": "product",
    "team": "team",
    "initiative": "initiative",
    "owner": "reasons",
    "release": "reasons",
    "committed": "commitment",
    "risk": "chance",
    "before": "dates",
    "after": "dates",
    "shipped_since": "dates",
    "since": "reasons",
    "custom": "reasons",
}
STATES = [state.value for state in FeatureState]


class Who(Protocol):
    """What is asked of an audience; the model has it, and so may a test."""

    fields: list[str]
    quarters_only: bool
    public_names: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What may be known. Where only quarters are told, dates, days and chances are not, whatever was ticked."""

    fields: frozenset[str]
    quarters_only: bool
    public_names: bool

    @classmethod
    def of(cls, audience: Who) -> "Rights":
        fields = frozenset(audience.fields).intersection(FIELDS)
        if audience.quarters_only:
            fields -= {"chance", "dates", "commitment", "needs", "capacity", "reasons"}
        if audience.public_names:
            fields -= {"team", "capacity", "reasons"}
        return cls(fields, audience.quarters_only, audience.public_names)

    def has(self, name: str) -> bool:
        return name in self.fields

    def called(self, own: str | None, public: str | None) -> str:
        """Its public name; who knows days reads its own, and only the public goes without one that has none."""
        if self.public_names:
            return public or ""
        return (public if self.quarters_only else "") or own or ""

    def group(self, asked: str) -> str:
        """The grouping that was asked for where it may be known, else the first that may."""
        allowed = [name for name, by in GROUPED_BY.items() if by in self.fields]
        return asked if asked in allowed else (allowed[0] if allowed else "")

    def narrowed(self, wanted: FeatureFilter) -> FeatureFilter:
        """The filter without what would tell of a hidden field by what it leaves in."""
        blank = type(wanted)()
        hidden = {name: getattr(blank, name) for name, by in FILTERED_BY.items() if by not in self.fields}
        hidden["only_names"] = "reasons" not in self.fields
        if self.public_names:
            hidden["q"] = ""
        return wanted.model_copy(update=hidden)


class Seen(NamedTuple):
    """A feature as the audience knows it; what it does not know is empty. `id` is there only for those who may
    open the feature."""

    name: str
    id: int | None = None
    begins: date | None = None
    p50: date | None = None
    p85: date | None = None
    done: float = 0.0
    shipped_on: date | None = None
    shipped: bool = False
    due_on: date | None = None
    chance: float | None = None
    was: float | None = None
    state: str = ""
    team: str = ""
    product: str = ""
    mark: str = ""
    quarter: date | None = None
    needs: tuple[int, ...] = ()
    """Places in the whole list of what it needs."""

    @property
    def at_risk(self) -> bool:
        return self.chance is not None and self.chance < AT_RISK


@dataclass(frozen=True, slots=True)
class SeenGroup:
    name: str
    mark: str = ""
    places: list[int] = field(default_factory=list)
    """Places in the whole list of its features, in the order to show them."""


@dataclass(frozen=True, slots=True)
class SeenRoadmap:
    """`left_out` counts features that this audience does not get to see at all."""

    rows: tuple[Seen, ...]
    groups: tuple[SeenGroup, ...]
    left_out: int


def seen_by(
    rights: Rights,
    rows: Iterable[RoadmapRow],
    *,
    group: str,
    needs: Iterable[tuple[int, int]] = (),
    before: dict[int, tuple[float, date]] | None = None,
) -> SeenRoadmap:
    """The roadmap as these rights allow it. `before` is what was said on the day to compare with."""
    whole = list(rows)
    kept = [row for row in whole if row.public_name] if rights.public_names else whole
    if rights.quarters_only or not rights.has("dates"):
        # Rank and dates would show in the order.
        kept.sort(key=lambda row: (_quarter_told(rights, row) or date.max, _name(rights, row)))
    at = {row.id: place for place, row in enumerate(kept)}
    waits: dict[int, list[int]] = {}
    if rights.has("needs"):
        for feature, other in needs:
            if feature in at and other in at:
                waits.setdefault(feature, []).append(at[other])
    seen = tuple(_seen(rights, row, tuple(waits.get(row.id, ())), (before or {}).get(row.id)) for row in kept)
    return SeenRoadmap(seen, _groups(rights, kept, group), len(whole) - len(kept))


# Few features change between two visits, and most of a large roadmap's time went into making them ready.
@lru_cache(maxsize=4096)
def _seen(rights: Rights, row: RoadmapRow, needs: tuple[int, ...], said: tuple[float, date] | None) -> Seen:
    has = rights.fields.__contains__
    shipped = row.state == FeatureState.SHIPPED
    told = has("dates") or has("state") or rights.quarters_only
    return Seen(
        name=_name(rights, row),
        id=row.id if has("reasons") else None,
        begins=row.begins if has("dates") else None,
        p50=row.p50 if has("dates") and not shipped else None,
        p85=row.p85 if has("dates") and not shipped else None,
        done=row.done if has("state") and not rights.quarters_only else 0.0,
        shipped_on=row.shipped_on if has("dates") and shipped else None,
        shipped=shipped and told,
        due_on=row.due_on if has("commitment") else None,
        chance=row.chance if has("chance") else None,
        was=said[0] if said and has("chance") and said[1] == row.due_on else None,
        state=row.state if has("state") else "",
        team=(row.team or "") if has("team") else "",
        product=_product(rights, row) if has("product") else "",
        mark=(row.mark or "") if has("product") else "",
        quarter=_quarter_told(rights, row),
        needs=needs,
    )


def _name(rights: Rights, row: RoadmapRow) -> str:
    return rights.called(row.name, row.public_name)


def _product(rights: Rights, row: RoadmapRow) -> str:
    return rights.called(row.product, row.product_public_name) or row.product or ""


def _quarter_told(rights: Rights, row: RoadmapRow) -> date | None:
    """The first day of the quarter that holds P85, or the commitment if that is later: never an even bet."""
    if not rights.quarters_only:
        return None
    days = [row.shipped_on] if row.state == FeatureState.SHIPPED else [row.p85, row.due_on]
    known = [day for day in days if day]
    if not known or (row.state != FeatureState.SHIPPED and row.p85 is None):
        return None
    last = max(known)
    return date(last.year, (last.month - 1) // 3 * 3 + 1, 1)


def _groups(rights: Rights, rows: list[RoadmapRow], group: str) -> tuple[SeenGroup, ...]:
    if not group:
        return (SeenGroup("", "", list(range(len(rows)))),)
    found: dict[tuple[object, ...], SeenGroup] = {}
    for place, row in enumerate(rows):
        order, name, mark = _head(rights, row, group)
        found.setdefault((not name, *order, name), SeenGroup(name, mark)).places.append(place)
    return tuple(found[key] for key in sorted(found))


def _head(rights: Rights, row: RoadmapRow, group: str) -> tuple[tuple[object, ...], str, str]:
    """The order, name and mark of the group that the row belongs to."""
    if group == "initiative":
        name = rights.called(row.initiative, row.initiative_public_name)
        hides_order = rights.quarters_only or rights.public_names
        return ((0,) if hides_order else (row.initiative_position or 0,)), name, ""
    if group == "product":
        return (0,), _product(rights, row), row.mark or ""
    if group == "line":
        return (row.line_position or 0,), row.line or "", row.mark or ""
    if group == "objective":
        return (row.objective_position or 0,), row.objective or "", ""
    if group == "state":
        return (-STATES.index(row.state),), str(FeatureState(row.state).label), ""
    return (0,), row.team or "", ""
