"""The organisation's own fields of candidates, as a formula counts with them."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from northing.insight.models import Opportunity
from northing.kernel import clock
from northing.organisation.models import FieldAbout
from northing.organisation.queries.custom_fields import CustomFields, fields_of
from northing.planning.models import Feature, Key


def own_names(*, archived: bool = False) -> tuple[str, ...]:
    """Their names in formulas."""
    held = [fields_of(about, archived=archived) for about in (FieldAbout.FEATURE, FieldAbout.OPPORTUNITY)]
    return tuple(dict.fromkeys(field.row.slug for fields in held for field in fields))


def own_numbers(keys: Iterable[Key], names: Collection[str]) -> dict[Key, dict[str, float]]:
    """By candidate and name what those of `names` count as; what has no value is left out."""
    wanted = list(keys)
    features = Feature.objects.filter(pk__in=[key.pk for key in wanted if key.kind == "feature"])
    problems = Opportunity.objects.filter(pk__in=[key.pk for key in wanted if key.kind == "opportunity"])
    of_features, of_problems = _asked(FieldAbout.FEATURE, names), _asked(FieldAbout.OPPORTUNITY, names)
    today = clock.today()
    found: dict[Key, dict[str, float]] = {}
    if of_features:
        for pk, custom in features.values_list("pk", "custom").order_by():
            found[Key("feature", pk)] = of_features.numbers(custom, today)
    if of_problems:
        for pk, custom in problems.values_list("pk", "custom").order_by():
            found[Key("opportunity", pk)] = of_problems.numbers(custom, today)
    return found


def _asked(about: str, names: Collection[str]) -> CustomFields:
    fields = fields_of(about)
    return replace(fields, fields=tuple(field for field in fields if field.row.slug in names))
