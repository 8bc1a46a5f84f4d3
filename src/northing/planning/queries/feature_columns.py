"""The columns that a list of features can show, in their order."""

from dataclasses import dataclass

from northing.organisation.models import FieldAbout, FieldKind
from northing.organisation.queries.custom_fields import CustomFields, Field, fields_of


@dataclass(frozen=True, slots=True)
class Column:
    """`css` is its class, `width` in pixels (0: what is left), `sort` the key it is sorted by, or "".

    `edits`: it can be typed into; the others are computed. `own`: the organisation's field that it shows.
    """

    key: str
    label: str
    css: str
    width: int = 0
    sort: str = ""
    edits: bool = False
    shown: bool = True
    own: Field | None = None


COLUMNS = {
    column.key: column
    for column in (
        Column("name", "Feature", "n", 0, "name", edits=True),
        Column("product", "Product", "cp", 116, "product", edits=True),
        Column("team", "Team", "ct", 114, "team", edits=True),
        Column("state", "State", "cs", 86, "state", edits=True),
        Column("owner", "Owner", "co", 112, "owner", edits=True, shown=False),
        Column("estimate", "Estimate, wk", "ce r", 92, "estimate", edits=True),
        Column("items", "Items left", "ci", 94, "items"),
        Column("commitment", "Commitment", "cc r", 98, "commitment", edits=True),
        Column("p50", "P50", "c5 r", 88, "p50", shown=False),
        Column("p85", "P85", "c8 r", 92, "p85"),
        Column("chance", "Chance", "ch", 122, "chance"),
        Column("initiative", "Initiative", "cn", 182, "initiative", edits=True),
        Column("release", "Release", "cr", 112, "", edits=True, shown=False),
        Column("tracker", "Tracker", "cx", 96, "", shown=False),
    )
}
DEFAULT = tuple(key for key, column in COLUMNS.items() if column.shown)


RIGHT = (FieldKind.NUMBER, FieldKind.DATE)


def own_fields() -> CustomFields:
    """What the organisation says about features beyond what everybody does."""
    return fields_of(FieldAbout.FEATURE)


def known_columns(own: CustomFields) -> dict[str, Column]:
    """Ours, then those of the organisation's own fields."""
    return COLUMNS | {field.key: _own(field) for field in own}


def columns_of(chosen: tuple[str, ...], own: CustomFields) -> tuple[Column, ...]:
    """Those that were chosen, as they were ordered; the name first, the usual ones when nothing was chosen."""
    known = known_columns(own)
    wanted = [key for key in chosen if key in known] or DEFAULT
    return tuple(known[key] for key in dict.fromkeys(["name", *wanted]))


def _own(field: Field) -> Column:
    css, width = ("cu r", 92) if field.kind in RIGHT else ("cu", 128)
    return Column(field.key, field.name, css, width, field.key, edits=True, shown=False, own=field)
