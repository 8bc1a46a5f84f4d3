"""The ways in, as those who keep them see them."""

from northing.insight.models import InboundAddress, Mailbox
from northing.kernel.errors import NotVisible


def mailbox() -> Mailbox | None:
    return Mailbox.objects.select_related("kept_by", "product").first()


def addresses() -> list[InboundAddress]:
    """The open ones first, the newest of them first."""
    found = list(InboundAddress.objects.select_related("made_by", "product"))
    return sorted(found, key=lambda address: address.revoked_at is not None)


def address(pk: int) -> InboundAddress:
    found = InboundAddress.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found
