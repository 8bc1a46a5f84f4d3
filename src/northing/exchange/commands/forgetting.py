"""Copies of what people said that imports keep, forgotten with the person: refused rows and whole files."""

from collections.abc import Collection

from northing.exchange.models import Import, RefusedRow
from northing.insight.queries.belongings import Belongings

OVERLAP = 1 << 12  # an address that two blocks share is found as well
BLOCK = 1 << 20


def forget_imports(of: Belongings, texts: Collection[str]) -> None:
    """Rows that were refused, by address and by words; and every kept file in which their address stands."""
    for word in (*of.addresses, *texts):
        RefusedRow.objects.filter(original__icontains=word).delete()
        RefusedRow.objects.filter(value__icontains=word).delete()
    needles = [address.encode() for address in of.addresses]
    for kept in Import.objects.all():
        if needles and kept.path.is_file() and _holds(kept, needles):
            kept.path.unlink(missing_ok=True)
            if kept.may_be_matched:
                kept.delete()  # what is still to be read is nothing without its file


def _holds(kept: Import, needles: list[bytes]) -> bool:
    with kept.path.open("rb") as file:
        held = b""
        while block := file.read(BLOCK):
            held = (held[-OVERLAP:] + block).lower()
            if any(needle in held for needle in needles):
                return True
    return False
