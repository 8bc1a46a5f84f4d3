"""What the organisation's own fields say of candidates: as they are, and as a formula counts with them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q

from northing.insight.models import Opportunity
from northing.kernel import clock
from northing.kernel.filters import CUSTOM
from northing.organisation.models import FieldAbout
from northing.organisation.queries.custom_fields import CustomFields, fields_of
from northing.organisation.queries.custom_filters import condition
from northing.planning.models import Feature, Key
from northing.planning.models.key import Kind
from northing.planning.queries.prioritise.columns import ABOUT, Own

ROWS = {"feature": Feature.objects, "opportunity": Opportunity.objects}


def own_names(*, archived: bool = False) -> tuple[str, ...]:
    """Their names in formulas."""
    held = [fields_of(about, archived=archived) for about in (FieldAbout.FEATURE, FieldAbout.OPPORTUNITY)]
    return tuple(dict.fromkeys(field.row.slug for fields in held for field in fields))


def own_values(keys: Iterable[Key]) -> dict[Key, Mapping[str, Any]]:
    """By candidate everything they say; two queries at most."""
    wanted = list(keys)
    return {key: custom for kind in ABOUT for key, custom in _values(kind, wanted)}


def own_numbers(keys: Iterable[Key], names: Collection[str]) -> dict[Key, dict[str, float]]:
    """By candidate and name what those of `names` count as; what has no value is left out."""
    wanted, today = list(keys), clock.today()
    asked = {kind: _asked(about, names) for kind, about in ABOUT.items()}
    return {
        key: fields.numbers(custom, today)
        for kind, fields in asked.items()
        if fields
        for key, custom in _values(kind, wanted)
    }


def asked_for(held: Own, asked: Mapping[str, str], keys: Iterable[Key]) -> set[Key]:
    """Those of which the fields say what is asked. A kind of candidate that lacks such a field says nothing."""
    wanted, there = list(keys), {slug: said for slug, said in asked.items() if held.kinds(CUSTOM + slug)}
    if not there:
        return set(wanted)
    found = set()
    for kind, fields in held.of.items():
        if all(fields.get(slug) for slug in there):
            found |= {key for key, _ in _values(kind, wanted, condition(fields, there))}
    return found


def _values(kind: Kind, keys: Iterable[Key], narrowed: Q | None = None) -> list[tuple[Key, dict[str, Any]]]:
    rows = ROWS[kind].filter(narrowed or Q(), pk__in=[key.pk for key in keys if key.kind == kind])
    return [(Key(kind, pk), custom) for pk, custom in rows.values_list("pk", "custom").order_by()]


def _asked(about: str, names: Collection[str]) -> CustomFields:
    fields = fields_of(about)
    return replace(fields, fields=tuple(field for field in fields if field.row.slug in names))
