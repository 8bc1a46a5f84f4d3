"""What a cell can hold: the products, teams, people and states to choose from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from northing.organisation.models import FieldKind, Member, Team
from northing.planning.models import FeatureState, Initiative, Release
from northing.planning.queries.feature_columns import Column
from northing.portfolio.models import Product, ProductLine


@dataclass(frozen=True, slots=True)
class Choice:
    """`value` is what is sent, `label` what is read, `mark` the product line's shape or the state's letter."""

    value: str
    label: str
    mark: str = ""


def products(actor: Member) -> "QuerySet[Product]":
    return Product.objects.visible_to(actor).select_related("line").order_by("name")


def teams(_: Member) -> "QuerySet[Team]":
    return Team.objects.filter(archived_at=None).order_by("name")


def people(_: Member) -> "QuerySet[Member]":
    return Member.objects.filter(is_active=True).order_by("name")


def initiatives(_: Member) -> "QuerySet[Initiative]":
    return Initiative.objects.all()


def releases(_: Member) -> "QuerySet[Release]":
    return Release.objects.all()


def lines(_: Member) -> "QuerySet[ProductLine]":
    return ProductLine.objects.all()


ROWS: dict[str, Callable[[Member], "QuerySet[Any]"]] = {
    "product": products,
    "line": lines,
    "team": teams,
    "initiative": initiatives,
    "owner": people,
    "release": releases,
}


def choices(actor: Member, field: str) -> list[Choice]:
    """What a field can hold, in the order to offer it; nothing for fields that are typed."""
    if field == "state":
        return [Choice(state.value, str(state.label), state.value[0]) for state in FeatureState]
    if field not in ROWS:
        return []
    return [Choice(str(row.pk), str(row), _mark(row)) for row in ROWS[field](actor)]


def offered(actor: Member, column: Column) -> list[Choice]:
    """What a column's cell can hold. Of several at once none is offered: they are typed with commas."""
    if column.own is None:
        return choices(actor, column.key)
    if column.own.kind == FieldKind.CHOICES:
        return []
    return [Choice(value, label) for value, label in column.own.options()]


def _mark(row: Any) -> str:
    if isinstance(row, Product):
        return row.line.mark if row.line else ""
    return row.mark if isinstance(row, ProductLine) else ""
