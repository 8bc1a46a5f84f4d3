"""The tabs above the list: views that everybody has, one's own, and those that others share."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from northing.organisation.models import Member, SavedView
from northing.organisation.queries.custom_fields import CustomFields
from northing.organisation.queries.saved_lists import SavedList, readable, saved_views
from northing.planning.models import Feature
from northing.planning.queries.feature_filter import FeatureFilter

FEATURES = SavedList("planning.features", "planning:features", FeatureFilter)
LONGEST = 12  # tabs that somebody saved; more of them are no overview


@dataclass(frozen=True, slots=True)
class View:
    """A tab. `saved` is None for those that everybody has; `mine`: the actor may rename and delete it."""

    name: str
    query: str
    count: int
    saved: SavedView | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """What the head of the page says about all features that the actor may see."""

    views: tuple[View, ...]
    open: int
    teams: int
    at_risk: int
    without: int


def built_in(today: date) -> dict[str, FeatureFilter]:
    return {
        "Open": FeatureFilter(open=True, group="team", sort="p85"),
        "At risk": FeatureFilter(open=True, risk=True, group="team", sort="chance"),
        "Building now": FeatureFilter.parse("state=building&group=team&sort=p85"),
        "No commitment": FeatureFilter(open=True, committed=False, group="team", sort="p85"),
        "Shipped this year": FeatureFilter.parse(
            f"state=shipped&shipped_since={today.year}-01-01&group=product"
        ),
    }


def overview(actor: Member, today: date, own: CustomFields) -> Overview:
    """All tabs with their counts, in one pass over the features: by team, so that nothing has to be sorted."""
    standing = built_in(today)
    saved = list(saved_views(actor, FEATURES).select_related(None)[:LONGEST])
    filters = [
        *standing.items(),
        *((view.name, FeatureFilter.parse(readable(FEATURES, view.query))) for view in saved),
    ]
    counts = {f"view_{at}": Count("pk", filter=wanted.condition(own)) for at, (_, wanted) in enumerate(filters)}
    by_team = list(Feature.objects.visible_to(actor).order_by().values_list("team").annotate(**counts))
    views = tuple(
        View(
            name,
            wanted.query(),
            sum(numbers[at] for _, *numbers in by_team),
            saved[at - len(standing)] if at >= len(standing) else None,
            at >= len(standing) and saved[at - len(standing)].owner_id == actor.pk,
        )
        for at, (name, wanted) in enumerate(filters)
    )
    opened, at_risk, _, without, _ = (view.count for view in views[: len(standing)])
    teams = sum(team is not None and numbers[0] > 0 for team, *numbers in by_team)
    return Overview(views, opened, teams, at_risk, without)
