"""What is known of imports."""

import filecmp
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from northing.exchange.models import Import, ImportState, RefusedRow, SavedMapping
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.sniffing import sniff
from northing.exchange.ways import WAYS
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.models import Member, Role
from northing.organisation.queries import people
from northing.planning import policies
from northing.planning.models import Feature, FeatureState
from northing.portfolio.models import Product

BRINGS_IN = "Data is brought in by product managers. Ask a head of product."
DAY = 24 * 3600
RECOGNISED = "recognised-{}"  # where a file's shape, with some of its rows, is remembered for a day
OFFERED = 500  # features to choose from; others are found by what is typed


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows were refused: how many, and the first of them."""

    text: str
    count: int
    example: RefusedRow


def require_importer(actor: Member) -> None:
    if not policies.may_plan(actor):
        raise NotAllowed(BRINGS_IN)


def imports(actor: Member, brings: str = "") -> QuerySet[Import]:
    """Newest first; of everything, or of one kind."""
    found = Import.objects.visible_to(actor).select_related("made_by")
    return found.filter(brings=brings) if brings else found


def example_taken_back_by(actor: Member) -> str:
    """The address that undoes the example which stands; "" where there is none that the actor may undo."""
    standing = Import.objects.visible_to(actor).filter(is_example=True, state=ImportState.DONE)
    pk = standing.values_list("pk", flat=True).first()
    return reverse("exchange:undo", args=[pk]) if pk else ""


def import_for(actor: Member, pk: int) -> Import:
    require_importer(actor)
    found = imports(actor).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def import_to_match(actor: Member, pk: int) -> Import:
    """One whose columns are matched on its own page."""
    found = import_for(actor, pk)
    if found.brings not in WAYS:
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


def recognised_file(of: Import) -> Recognised:
    """What the stored file is: found once, since dates may have to be looked for in all of its rows."""
    key = RECOGNISED.format(of.stored_as)
    found: Recognised | None = cache.get(key)
    if found is None:
        if not of.path.exists():
            raise Refused(f"{of.file_name} is no longer kept. Choose the file again.")
        found = (WAYS[of.brings].sniff if of.brings in WAYS else sniff)(of.path, of.file_name)
        cache.set(key, found, DAY)
    return found


def forget_recognised(of: Import) -> None:
    cache.delete(RECOGNISED.format(of.stored_as))


def last_import(actor: Member, of: Import) -> Import | None:
    """The latest import of the same source that is in, as far as the actor may know of it."""
    return imports(actor).filter(source=of.source, state=ImportState.DONE).exclude(pk=of.pk).first()


def refusal_reasons(of: Import) -> list[Reason]:
    """The most frequent first."""
    counted = (
        refused_rows(of).values("reason").annotate(n=Count("pk"), first=Min("pk")).order_by("-n", "reason")
    )
    found = list(counted[:20])
    examples = RefusedRow.objects.in_bulk([one["first"] for one in found])
    return [Reason(one["reason"], one["n"], examples[one["first"]]) for one in found]


def refused_rows(of: Import) -> QuerySet[RefusedRow]:
    return of.refused_rows.all()


def saved_mappings(source: str) -> QuerySet[SavedMapping]:
    return SavedMapping.objects.filter(source=source)


def saved_mapping(name: str) -> SavedMapping | None:
    return SavedMapping.objects.filter(name__iexact=name.strip()).first()


def products_by_name(actor: Member) -> dict[str, int]:
    """Ids of those that the actor sees, by their names in small letters."""
    return {name.lower(): pk for pk, name in Product.objects.visible_to(actor).values_list("pk", "name")}


def open_features(actor: Member) -> list[str]:
    """Names to choose from for rows that have no feature, in the order of the plan."""
    is_open = Feature.objects.visible_to(actor).exclude(state__in=(FeatureState.SHIPPED, FeatureState.DROPPED))
    return list(is_open.order_by("rank", "pk").values_list("name", flat=True)[:OFFERED])


def importer(email: str = "") -> Member:
    """In whose name the command line brings data in: that address, or the owner who came first."""
    if email:
        return people.member_of_address(email)
    owner = people.active_members().filter(role=Role.OWNER).order_by("pk").first()
    if owner is None:
        raise Refused("Nobody has set up Northing yet: start it with `northing run` and open its address.")
    return owner
