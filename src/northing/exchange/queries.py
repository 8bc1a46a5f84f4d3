"""What is known of imports."""

import filecmp
from pathlib import Path

from django.db.models import QuerySet

from northing.exchange.models import Import, RefusedRow, SavedMapping
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member, Role
from northing.organisation.queries import people


def imports(actor: Member) -> QuerySet[Import]:
    """Newest first."""
    return Import.objects.visible_to(actor).select_related("made_by")


def import_for(actor: Member, pk: int) -> Import:
    found = imports(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def import_by_id(pk: int) -> Import | None:
    """For the background, which acts for whoever asked."""
    return Import.objects.select_related("made_by").filter(pk=pk).first()


def interrupted(actor: Member, path: Path) -> Import | None:
    """The import of this very file that was under way when its process died, or is under way elsewhere."""
    same_size = Import.objects.filter(
        made_by=actor, file_name=path.name[:255], size=path.stat().st_size, state__in=Import.BRINGING_IN
    )
    return next((of for of in same_size if of.path.exists() and filecmp.cmp(of.path, path, False)), None)


def refused_rows(of: Import) -> QuerySet[RefusedRow]:
    return of.refused_rows.all()


def saved_mappings(source: str) -> QuerySet[SavedMapping]:
    return SavedMapping.objects.filter(source=source)


def saved_mapping(name: str) -> SavedMapping | None:
    return SavedMapping.objects.filter(name__iexact=name.strip()).first()


def importer(email: str = "") -> Member:
    """In whose name the command line brings data in: that address, or the owner who came first."""
    if email:
        return people.member_of_address(email)
    owner = people.active_members().filter(role=Role.OWNER).order_by("pk").first()
    if owner is None:
        raise Refused("Nobody has set up Northing yet: start it with `northing run` and open its address.")
    return owner
