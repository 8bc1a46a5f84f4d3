"""Whom roadmaps are for, and which fields exist for them."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify

from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Audience
from northing.planning.queries.audience_view import FIELDS
from northing.planning.queries.audiences import INTERNAL, audience, audiences


def save_audience(
    *,
    actor: Member,
    slug: str | None,
    name: str,
    fields: Sequence[str],
    quarters_only: bool = False,
    public_names: bool = False,
) -> Audience:
    """Change the audience of that slug, or make one. A built-in one gets its row with its first change."""
    with recorded(actor=actor, command="planning.save_audience"):
        _may(actor)
        if slug == INTERNAL:
            raise Refused(name="Internal sees everything: make an audience of its own for less.")
        if unknown := set(fields) - FIELDS.keys():
            raise Refused(fields_shown=f"There is no field {', '.join(sorted(unknown))}.")
        if not name.strip():
            raise Refused(name="Give the audience a name.")
        last = Audience.objects.aggregate(last=Max("position"))["last"] or 3
        found = audience(slug) if slug else Audience(slug=_slug(name), position=max(last, 3) + 1)
        found.name, found.fields = name.strip(), [field for field in FIELDS if field in fields]
        found.quarters_only, found.public_names = quarters_only, public_names
        try:
            with transaction.atomic():
                found.save()
        except IntegrityError as error:
            raise Refused(name=f"There is an audience {name} already.") from error
    return found


def delete_audience(*, actor: Member, slug: str) -> None:
    """One's own goes, and links made for it find nothing then; a built-in one goes back to what it was."""
    with recorded(actor=actor, command="planning.delete_audience"):
        _may(actor)
        audience(slug)
        Audience.objects.filter(slug=slug).delete()


def _slug(name: str) -> str:
    taken = {found.slug for found in audiences()}
    wanted = slugify(name)[:50] or "audience"
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{number}" for number in range(2, 10_000) if f"{wanted}-{number}" not in taken)


def _may(actor: Member) -> None:
    if not policies.may_share(actor):
        raise NotAllowed("Audiences are changed by product managers. Ask a head of product.")
