"""What candidates and fields are called, as far as somebody may know of them."""

from collections.abc import Collection, Iterable

from northing.insight.models import Opportunity
from northing.organisation.models import Member
from northing.planning.models import Driver, Feature, Initiative, Key


def names(actor: Member | None, keys: Collection[Key]) -> dict[Key, str]:
    """Without those that the actor may not know of; for nobody, which is a program on this machine, all."""
    wanted = {kind: [key.pk for key in keys if key.kind == kind] for kind in ("feature", "opportunity")}
    features, problems = Feature.objects.all(), Opportunity.objects.all()
    if actor is not None:
        features, problems = features.visible_to(actor), problems.visible_to(actor)
    found = {
        Key("feature", pk): name
        for pk, name in features.filter(pk__in=wanted["feature"]).values_list("pk", "name")
    }
    for pk, name in problems.filter(pk__in=wanted["opportunity"]).values_list("pk", "name"):
        found[Key("opportunity", pk)] = name
    bets = [key.pk for key in keys if key.kind == "initiative"]
    for pk, name in Initiative.objects.filter(pk__in=bets).values_list("pk", "name"):
        found[Key("initiative", pk)] = name
    return found


def field_names(fields: Iterable[str]) -> dict[str, str]:
    wanted = set(fields)
    found = {name: name.replace("_", " ") for name in wanted}
    drivers = (
        {driver.field: driver.name for driver in Driver.objects.all()} if any("-" in f for f in wanted) else {}
    )
    return found | {name: drivers[name] for name in wanted if name in drivers}
