"""A piece on its way in, and whether it can come in as it is."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from northing.insight.models import Kind, Source

LONGEST = {"text": 100_000, "title": 300, "url": 1000, "language": 8, "system": 40, "key": 200,
           "customer_name": 200, "customer_key": 200, "contact_name": 160, "contact_email": 254}  # fmt: skip
SOURCES, KINDS = frozenset(Source.values), frozenset(Kind.values)
MOST_STARS = 5
_address = URLValidator(schemes=["http", "https"])


class Incoming(NamedTuple):
    """One piece. A customer is named by id, by what `system` calls it, or by name; a person by address or name.

    Whoever is named and not there yet is made, but for people with neither address nor customer.
    `system` and `key` are the other system's id of the piece.
    """

    text: str
    title: str = ""
    source: str = Source.NOTE
    url: str = ""
    kind: str = ""
    language: str = ""
    stars: int | None = None
    received_at: datetime | None = None
    """None: now."""
    product: int | None = None
    system: str = ""
    key: str = ""
    customer: int | None = None
    customer_key: str = ""
    customer_name: str = ""
    contact: int | None = None
    """With the customer: an id says nothing about whom it speaks for."""
    contact_email: str = ""
    contact_name: str = ""
    reply_by: datetime | None = None
    """None: as the rules promise."""
    answered_at: datetime | None = None
    """When somebody answered, where the text of the answer is not known."""
    why_set_aside: str = ""
    """Comes in as set aside, for this reason."""


def tidy(piece: Incoming) -> Incoming:
    """Without blanks around its texts and without characters that the database cannot hold."""
    clean: dict[str, Any] = {
        name: value.replace("\0", "").strip()
        for name, value in piece._asdict().items()
        if isinstance(value, str)
    }
    return piece._replace(**clean | {"contact_email": clean["contact_email"].lower()})


def faults(piece: Incoming, products: Collection[int]) -> Iterator[tuple[str, str]]:
    """(field, what is wrong with it) of a tidy piece; `products` are those that the actor sees."""
    if not piece.text:
        yield "text", "There is no text"
    for name, most in LONGEST.items():
        if len(getattr(piece, name)) > most:
            yield name, f"Longer than {most:,} characters"
    if piece.source not in SOURCES:
        yield "source", f"None of {', '.join(sorted(SOURCES))}"
    if piece.kind and piece.kind not in KINDS:
        yield "kind", f"None of {', '.join(sorted(KINDS))}"
    if piece.stars is not None and not 1 <= piece.stars <= MOST_STARS:
        yield "stars", "Stars are 1 to 5"
    if piece.product is not None and piece.product not in products:
        yield "product", "There is no such product"
    if piece.contact_email and not _is(validate_email, piece.contact_email):
        yield "contact_email", "This is no e-mail address"
    if piece.url and not _is(_address, piece.url):
        yield "url", "This is no address of a page; it begins with https://"


def _is(validator: Callable[[str], None], value: str) -> bool:
    try:
        validator(value)
    except ValidationError:
        return False
    return True
