"""What is known of imports."""

from django.db.models import QuerySet

from northing.exchange.models import Import, RefusedRow, SavedMapping
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member


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


def refused_rows(of: Import) -> QuerySet[RefusedRow]:
    return of.refused_rows.all()


def saved_mappings(source: str) -> QuerySet[SavedMapping]:
    return SavedMapping.objects.filter(source=source)
