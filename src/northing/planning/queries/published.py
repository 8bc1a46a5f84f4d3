"""What the portal may show of the plan: the Public audience, made as for anybody outside."""

from dataclasses import replace
from datetime import date

from northing.insight.models import Opportunity
from northing.insight.slots import PlannedThing
from northing.planning.models import FeatureOpportunity
from northing.planning.queries.audience_view import Rights, Seen, seen_by
from northing.planning.queries.audiences import audience
from northing.planning.queries.roadmap_rows import RoadmapRow, published_rows

PUBLIC = "public"


def published(shipped_since: date) -> list[PlannedThing]:
    """By quarter, then by name: neither rank nor days show in the order.

    Whatever was ticked for the audience, the portal knows public names and quarters only.
    """
    rights = replace(Rights.of(audience(PUBLIC)), quarters_only=True, public_names=True)
    rights = replace(rights, fields=rights.fields & {"state", "product", "initiative"})
    rows = published_rows(shipped_since=shipped_since)
    texts = _texts([row.id for row in rows])
    things = [_thing(rights, row, texts.get(row.id, "")) for row in rows]
    return sorted(things, key=lambda thing: (thing.quarter or date.max, not thing.shipped, thing.name))


def _thing(rights: Rights, row: RoadmapRow, text: str) -> PlannedThing:
    by = "initiative" if row.initiative_public_name and rights.has("initiative") else rights.group("product")
    found = seen_by(rights, [row], group=by)
    seen: Seen = found.rows[0]
    return PlannedThing(
        topic=f"planned:{row.id}",
        name=seen.name,
        text=text,
        theme=found.groups[0].name,
        quarter=seen.quarter,
        shipped=seen.shipped,
    )


def _texts(features: list[int]) -> dict[int, str]:
    """What customers read of the problem that a feature serves."""
    problems = Opportunity.objects.all().in_the_portal().exclude(public_answer="")
    links = FeatureOpportunity.objects.filter(feature__in=features, opportunity__in=problems).order_by("-pk")
    return dict(links.values_list("feature_id", "opportunity__public_answer"))
