"""What is kept in mind about a product: critical outcomes, risks, regulations."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from northing.kernel.errors import Refused
from northing.kernel.rows import apply, check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio.commands.rows import locked
from northing.portfolio.models import Outcome, Product, Regulation, Risk

Noted = Outcome | Risk | Regulation
KINDS: Mapping[str, type[Noted]] = MappingProxyType(
    {"outcome": Outcome, "risk": Risk, "regulation": Regulation}
)


def note(*, actor: Member, product: Product, kind: str, **said: Any) -> Noted:
    with recorded(actor=actor, command=f"portfolio.note_{kind}"):
        product = locked(actor, product)
        if kind == "outcome" and "position" not in said:
            said["position"] = product.outcomes.count()
        row = KINDS[kind](product=product, **said)
        check(row)
        row.save(force_insert=True)
    return row


def change_note(*, actor: Member, row: Noted, **said: Any) -> Noted:
    with recorded(actor=actor, command="portfolio.change_note"):
        locked(actor, row.product)
        found = type(row).objects.select_for_update().filter(pk=row.pk).first()
        if found is None:
            raise Refused("It is gone by now.")
        apply(found, said)
    return found


def drop_note(*, actor: Member, row: Noted) -> None:
    with recorded(actor=actor, command="portfolio.drop_note"):
        locked(actor, row.product)
        type(row).objects.filter(pk=row.pk).delete()
