"""Customers of other tools, by insight's own command for many of them."""

from uuid import UUID

from django.db import transaction

from northing.exchange import queries
from northing.exchange.commands.found import Bringer, Found, reasons_of
from northing.exchange.customers.rows import CustomerReader, Read
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import, RefusedRow
from northing.exchange.progress import Progress
from northing.exchange.readers.recognised import Recognised
from northing.exchange.waiting import Waiting
from northing.exchange.ways import CUSTOMERS
from northing.insight.commands.bringing_customers import Brought, bring_customers, look_at_customers
from northing.kernel import clock
from northing.organisation.commands import undo
from northing.organisation.models import Member

STRANGERS = 5  # owners who are nobody here, by name


def take_over(
    *, actor: Member, waiting: Waiting, recognised: Recognised, targets: dict[str, str], system: str
) -> Import:
    """A file whose columns are matched becomes an import. `system`: what the keys in it belong to."""
    fields: dict[str, tuple[str, ...]] = {target: (name,) for name, target in targets.items() if target}
    kept = waiting.path.rename(waiting.path.parent.parent / waiting.path.name)
    try:
        with transaction.atomic():
            return Import.objects.create(
                file_name=waiting.name,
                stored_as=f"imports/{kept.name}",
                size=recognised.size,
                brings=CUSTOMERS,
                source=system,
                tool=recognised.tool,
                description=recognised.description[:300],
                mapping=Mapping(fields).to_json(),
                made_by=actor,
                received_at=clock.now(),
                rows=recognised.rows,
            )
    except BaseException:
        kept.rename(waiting.path)
        raise


def look(of: Import, progress: Progress) -> Found:
    read = _read(of, progress)
    return _found(read, look_at_customers(read.drafts, of.source))


def bring(of: Import, progress: Progress, reason: str) -> Found:
    read = _read(of, progress)
    progress.step("Writing customers")
    brought = bring_customers(actor=of.made_by, drafts=read.drafts, system=of.source, reason=reason)
    return _found(read, brought)


def take_back(of: Import, actor: Member, context: UUID, progress: Progress) -> dict[str, int]:
    """All of them, or none where one was changed since in a way that would be lost."""
    progress.step("Taking back customers")
    undo(actor=actor, context=context)
    rows = of.outcome["rows"]
    return {"removed": rows["created"], "restored": rows["updated"], "stayed": 0}


CUSTOMERS_COME_IN = Bringer(look, bring, take_back)


def _read(of: Import, progress: Progress) -> Read:
    recognised, mapping = queries.recognised_file(of), Mapping.from_json(of.mapping)
    targets = {name: target for target, names in mapping.fields.items() for name in names}
    return CustomerReader(of.made_by, recognised, targets).read(of.path, recognised, tell=progress.rows)


def _found(read: Read, brought: Brought) -> Found:
    listed = read.refused[: RefusedRow.LISTED]
    outcome = {
        "rows": {"created": brought.new, "updated": brought.changed, "skipped": brought.same},
        "copies": max(read.rows - len(read.drafts) - len(read.refused), 0),
        "rows_read": read.rows,
        "strangers": read.strangers.most_common(STRANGERS),
        "ownerless": read.strangers.total(),
        "refused": len(read.refused),
        "reasons": reasons_of(listed),
    }
    return Found(read.rows, len(read.refused), listed, outcome, read.whole)
