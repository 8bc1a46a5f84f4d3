"""Which candidates somebody may know of: whatever names one to a person asks here first."""

from collections.abc import Iterable
from typing import Any

from northing.insight.models import Opportunity
from northing.organisation.models import Member
from northing.planning.models import Feature, Key


def known(actor: Member, keys: Iterable[Key]) -> set[Key]:
    """Initiatives are everybody's; features and opportunities of other people's restricted products are not."""
    wanted = set(keys)
    return (
        {key for key in wanted if key.kind == "initiative"}
        | _of("feature", Feature.objects.visible_to(actor), wanted)
        | _of("opportunity", Opportunity.objects.visible_to(actor), wanted)
    )


def _of(kind: Any, visible: Any, wanted: set[Key]) -> set[Key]:
    asked = [key.pk for key in wanted if key.kind == kind]
    if not asked:
        return set()
    return {Key(kind, pk) for pk in visible.filter(pk__in=asked).values_list("pk", flat=True)}
