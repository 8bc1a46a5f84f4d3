"""The views of a list that one can go to: those that everybody has, and those that somebody saved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from northing.kernel.errors import NotVisible, Refused
from northing.kernel.filters import ListFilter
from northing.organisation.models import Member, SavedView

MOST = 12  # more saved views are no overview


@dataclass(frozen=True, slots=True)
class SavedList:
    """`page`: what its views are kept under; `route`: where it stands; `standing`: what everybody has."""

    page: str
    route: str
    filter: type[ListFilter]
    standing: Mapping[str, ListFilter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """`saved` is None for those that everybody has; `mine`: the actor may change and delete it."""

    name: str
    query: str
    here: bool
    saved: SavedView | None = None
    mine: bool = False


def views(actor: Member, of: SavedList, wanted: ListFilter) -> list[View]:
    here = wanted.query()
    standing = [View(name, each.query(), each.query() == here) for name, each in of.standing.items()]
    saved = [
        View(view.name, query, query == here, view, view.owner_id == actor.pk)
        for view in saved_views(actor, of)[:MOST]
        for query in [readable(of, view.query)]
    ]
    return [*standing, *saved]


def saved_views(actor: Member, of: SavedList) -> "QuerySet[SavedView]":
    return SavedView.objects.visible_to(actor).filter(page=of.page).select_related("owner")


def saved_view(actor: Member, of: SavedList, pk: int) -> SavedView:
    found = saved_views(actor, of).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def readable(of: SavedList, query: str) -> str:
    """A view that was saved when the list knew other columns still opens: as the whole list."""
    try:
        return of.filter.parse(query).query()
    except Refused:
        return ""
