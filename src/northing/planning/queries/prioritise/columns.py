"""The columns that the grid of candidates can show, and in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from northing.kernel.filters import CUSTOM
from northing.organisation.models import FieldAbout, FieldKind
from northing.organisation.queries.custom_fields import NO_FIELDS, CustomFields, fields_of
from northing.organisation.queries.custom_fields import Field as OwnField
from northing.planning.models.key import Kind
from northing.planning.queries.prioritise.fields import Field

NAME, OWN = 200, 112  # pixels
ABOUT: dict[Kind, str] = {"feature": FieldAbout.FEATURE, "opportunity": FieldAbout.OPPORTUNITY}


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in pixels; `falls`: the highest comes first when it is sorted by. `asked`: the input that it is
    of; `own`: the organisation's field of each kind of candidate, where it is one of those."""

    key: str
    label: str
    width: int
    right: bool = False
    falls: bool = False
    asked: Field | None = None
    own: Mapping[Kind, OwnField] = field(default_factory=dict)


REVENUE = Column("revenue", "Revenue asking", 116, falls=True)
SCORE = Column("score", "Score, 80\u202f% range", 166, falls=True)
TOP = Column("top", "Top set", 88, right=True, falls=True)
FACTS = (
    Column("product", "Product", 116),
    Column("team", "Team", 112),
    Column("owner", "Owner", 112),
    Column("objective", "Objective", 128),
    Column("state", "State", 84),
    Column("commitment", "Committed", 96, right=True),
)


@dataclass(frozen=True, slots=True)
class Own:
    """What the organisation says of candidates beyond what everybody does, by kind."""

    of: Mapping[Kind, CustomFields]

    def kinds(self, key: str) -> dict[Kind, OwnField]:
        """Empty where it is the key of another column."""
        if not key.startswith(CUSTOM):
            return {}
        return {kind: found for kind, fields in self.of.items() if (found := fields.get(key)) is not None}

    def columns(self) -> dict[str, Column]:
        """One for those of the same name, of whatever kind of candidate."""
        keys = dict.fromkeys(each.key for fields in self.of.values() for each in fields)
        return {key: _column(key, self.kinds(key)) for key in keys}

    def all(self) -> CustomFields:
        """Each name once, for the form that narrows."""
        named = {each.key: each for fields in reversed(list(self.of.values())) for each in fields}
        return CustomFields(tuple(named[key] for key in self.columns()))


def own() -> Own:
    return Own({kind: fields_of(about) for kind, about in ABOUT.items()})


NONE_OWN = Own(dict.fromkeys(ABOUT, NO_FIELDS))


def known_columns(asked: Iterable[Field], held: Own) -> dict[str, Column]:
    """What a score asks, what is known of every candidate, and the organisation's own fields."""
    ours = (*map(_input, asked), REVENUE, SCORE, TOP, *FACTS)
    return {column.key: column for column in ours} | held.columns()


def columns_of(chosen: Iterable[str], asked: Iterable[Field], held: Own) -> tuple[Column, ...]:
    """Those that were chosen, as they were ordered; the usual ones when nothing was. Where one is not there,
    such as an input of another score, the inputs of this score stand."""
    fields = tuple(asked)
    known, inputs = known_columns(fields, held), [each.key for each in fields]
    keys = [key for one in chosen for key in ([one] if one in known else inputs)]
    usual = [REVENUE.key, *inputs, SCORE.key, TOP.key]
    return tuple(known[key] for key in dict.fromkeys(keys or usual))


def _input(each: Field) -> Column:
    return Column(each.key, each.label, 64 if each.share else 80, right=True, falls=True, asked=each)


def _column(key: str, fields: Mapping[Kind, OwnField]) -> Column:
    first = next(iter(fields.values()))
    number = first.kind in (FieldKind.NUMBER, FieldKind.DATE)
    return Column(key, first.name, OWN, right=number, falls=first.kind == FieldKind.NUMBER, own=fields)
