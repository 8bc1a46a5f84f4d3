"""The changelog: what came, the latest first."""

from collections.abc import Sequence

from django.core.paginator import Paginator

from northing.insight.models import Change
from northing.kernel.errors import NotVisible

PAGE = 30
IN_FEED = 50


def latest_changes(most: int) -> Sequence[Change]:
    return list(Change.objects.exclude(published_at=None)[:most])


def changes(page: int) -> tuple[Sequence[Change], int, int]:
    """A page of those that are published, its number and how many pages there are."""
    pages = Paginator(Change.objects.exclude(published_at=None), PAGE)
    found = pages.get_page(page)
    return list(found.object_list), found.number, pages.num_pages


def drafts_and_published() -> Sequence[Change]:
    """For those who write them: what is not published yet first."""
    drafts = list(Change.objects.filter(published_at=None).order_by("-made_at", "-pk"))
    return [*drafts, *Change.objects.exclude(published_at=None)[:200]]


def change(pk: int) -> Change:
    found = Change.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
