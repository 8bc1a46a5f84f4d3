"""What every write about a product begins with: may she, lock."""

from northing.kernel.errors import NotAllowed, NotVisible
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
