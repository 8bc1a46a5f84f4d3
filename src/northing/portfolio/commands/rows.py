"""What every write of the portfolio begins and ends with: may she, lock; the model's rules, save."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.models import Member
from northing.portfolio import policies
from northing.portfolio.models import Product


def locked(actor: Member, product: Product) -> Product:
    """The product, locked, for somebody who may change it."""
    mine = Product.objects.visible_to(actor).select_related("owner").select_for_update(of=("self",))
    found = mine.filter(pk=product.pk).first()
    if found is None:
        raise NotVisible
    if not policies.may_change_product(actor, found):
        owner = found.owner.name if found.owner else "a head of product"
        raise NotAllowed(f"{found.name} is changed by {owner}.")
    return found


def apply(row: Model, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    check(row)
    row.save(update_fields=list(changes))


def check(row: Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        fields = {name: " ".join(messages) for name, messages in error.message_dict.items()}
        raise Refused(fields.pop("__all__", ""), **fields) from error
