"""The list as a table for a spreadsheet: every row that the filter leaves in, in the columns that are shown."""

from collections.abc import Iterator
from decimal import Decimal

from northing.organisation.models import Member
from northing.planning.models import Feature
from northing.planning.queries.feature_columns import Column, columns_of, own_fields
from northing.planning.queries.feature_filter import FeatureFilter
from northing.planning.queries.feature_list import described
from northing.ui.spreadsheets import Value

SEVERAL = {"estimate": ("Low, wk", "Likely, wk", "High, wk"), "items": ("Items left", "Items")}


def head(wanted: FeatureFilter) -> list[str]:
    return [name for column in _columns(wanted) for name in SEVERAL.get(column.key, (column.label,))]


def rows(actor: Member, wanted: FeatureFilter) -> Iterator[list[Value]]:
    """One list of values a feature, in the order of the list."""
    columns = _columns(wanted)
    for feature in described(wanted.apply(actor)).iterator(chunk_size=1000):
        yield [value for column in columns for value in _values(feature, column)]


def _columns(wanted: FeatureFilter) -> tuple[Column, ...]:
    return columns_of(wanted.columns, own_fields())


def _values(feature: Feature, column: Column) -> list[Value]:
    if column.own is not None:
        return [column.own.exported(feature.custom)]
    match column.key:
        case "estimate":
            return [
                _number(feature.estimate_low), _number(feature.estimate_likely), _number(feature.estimate_high),
            ]  # fmt: skip
        case "items":
            return [feature.items_left, feature.items_total or None]
        case "commitment":
            return [feature.due_on]
        case "p50" | "p85" | "chance":
            return [getattr(getattr(feature, "outlook", None), column.key, None)]
        case "state":
            return [feature.get_state_display()]
        case "tracker":
            return [feature.tracker_key]
    value = getattr(feature, column.key)
    return ["" if value is None else str(value)]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
