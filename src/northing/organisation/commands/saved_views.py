"""Keeping a list as somebody likes it."""

from django.db import IntegrityError, transaction

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation import policies
from northing.organisation.history import recorded
from northing.organisation.models import Member, SavedView

MOST = 50  # of one page and person


def save_view(*, actor: Member, page: str, name: str, query: str, shared: bool = False) -> SavedView:
    """A new view for oneself, or for everybody when shared."""
    with recorded(actor=actor, command="organisation.save_view"):
        if SavedView.objects.filter(page=page, owner=actor).count() >= MOST:
            raise Refused(name=f"{MOST} views are all that one person keeps. Delete one first.")
        view = SavedView(page=page, owner=actor, query=query, shared=shared)
        _name_and_save(view, name)
    return view


def change_view(
    *, actor: Member, view: SavedView, name: str, shared: bool, query: str | None = None
) -> SavedView:
    """Rename it, share it or keep it to oneself, or let it show something else."""
    with recorded(actor=actor, command="organisation.change_view"):
        _must_be_own(actor, view)
        view.shared = shared
        view.query = view.query if query is None else query
        _name_and_save(view, name)
    return view


def delete_view(*, actor: Member, view: SavedView) -> None:
    with recorded(actor=actor, command="organisation.delete_view"):
        _must_be_own(actor, view)
        view.delete()


def _must_be_own(actor: Member, view: SavedView) -> None:
    if not policies.may_change_view(actor, view):
        raise NotAllowed(f"The view {view.name} belongs to {view.owner.name}. Save your own.")


def _name_and_save(view: SavedView, name: str) -> None:
    view.name = " ".join(name.split())
    longest = SavedView._meta.get_field("name").max_length or 0
    if not 0 < len(view.name) <= longest:
        raise Refused(name=f"A view's name has 1 to {longest} characters.")
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError as error:
        raise Refused(name=f"You have a view {view.name} already.") from error
