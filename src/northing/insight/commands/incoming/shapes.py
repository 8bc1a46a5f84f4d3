"""What programs send when something was said: flat or nested JSON, one piece or many, in the usual words."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from northing.insight.commands.bringing import Incoming
from northing.insight.commands.incoming.letter import LONGEST_TEXT
from northing.insight.commands.incoming.plain_text import text_of_html
from northing.insight.commands.incoming.senders import customer_behind
from northing.insight.models import Kind, Source
from northing.kernel import clock
from northing.kernel.errors import Refused

MOST = 500  # pieces of one request
DEEPEST = 4
# What a list of pieces is called, and what one piece stands in.
_LISTS = ("items", "feedback", "entries", "results", "data", "records", "events")
# In the order in which they count; the last word of a path is enough: "author.email" is an "email".
_WORDS = {
    "text": ("strippedtextreply", "strippedtext", "text", "textbody", "message", "body", "content", "comment",
             "description", "feedback", "review", "bodyplain", "plain", "answer"),
    "html": ("html", "htmlbody", "bodyhtml"),
    "title": ("title", "subject", "headline", "summary"),
    "email": ("contactemail", "useremail", "email", "from", "fromemail", "sender", "emailaddress"),
    "name": ("contactname", "username", "authorname", "sendername", "fromname", "fullname",
             "displayname", "author", "name", "user"),
    "customer": ("customername", "customer", "company", "companyname", "organisation", "organization",
                 "account"),
    "customer_key": ("customerkey", "customerid", "companyid", "accountid", "organizationid"),
    "key": ("key", "id", "uuid", "messageid", "externalid", "responseid", "token"),
    "url": ("url", "link", "permalink", "href"),
    "received_at": ("receivedat", "createdat", "submittedat", "date", "timestamp", "created", "time"),
    "stars": ("stars", "rating", "score"),
    "kind": ("kind", "type", "category"),
    "source": ("source", "channel"),
    "language": ("language", "lang", "locale"),
}  # fmt: skip


def pieces_of(body: bytes, *, system: str, key: str, product: int | None) -> list[Incoming]:
    """Refused, with the place, for what is no JSON, holds no text, or too much."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("The body is no JSON.") from error
    rows = list(_rows(said))
    if not rows:
        raise Refused("The body holds no feedback: send an object with a text, or a list of such.")
    if len(rows) > MOST:
        raise Refused(f"One request brings at most {MOST} pieces; this one has {len(rows):,}.")
    return [
        _piece(at, row, system, key if len(rows) == 1 else f"{key}-{at}", product)
        for at, row in enumerate(rows)
    ]


def _rows(said: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(said, list):
        yield from (_unwrapped(row) for row in said if isinstance(row, dict))
    elif isinstance(said, dict):
        for name in _LISTS:
            if isinstance(said.get(name), list) and all(isinstance(row, dict) for row in said[name]):
                yield from map(_unwrapped, said[name])
                return
        yield _unwrapped(said)


def _unwrapped(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """{"event": "created", "ticket": {"body": ...}} is about the ticket."""
    for value in row.values():
        if not _says_something(row) and isinstance(value, dict) and _says_something(value):
            return value
    return row


def _says_something(row: Mapping[str, Any]) -> bool:
    words = {*_WORDS["text"], *_WORDS["html"]}
    return any(_plain(name) in words and isinstance(value, str) for name, value in row.items())


def _plain(name: object) -> str:
    return "".join(letter for letter in str(name).lower() if letter.isalnum())


def _piece(at: int, row: Mapping[str, Any], system: str, key: str, product: int | None) -> Incoming:
    found = dict(_leaves(row))
    said = {name: _first(found, words) for name, words in _WORDS.items()}
    text = said["text"] or text_of_html(said["html"])
    if not text.strip():
        raise Refused(**{f"{at}.text": "There is no text, message, body, comment or description."})
    email = _address(said["email"])
    customer_name = said["customer"] if "@" not in said["customer"] else ""
    return Incoming(
        text[:LONGEST_TEXT],
        title=said["title"][:300],
        source=said["source"].lower() if said["source"].lower() in Source.values else Source.NOTE,
        url=said["url"] if said["url"].startswith(("https://", "http://")) else "",
        kind=said["kind"].lower() if said["kind"].lower() in Kind.values else "",
        language=said["language"][:2].lower(),
        stars=_stars(said["stars"]),
        received_at=_moment(said["received_at"]),
        product=product,
        system=system,
        key=(said["key"] or key)[:200],
        customer=customer_behind(email) if email and not customer_name else None,
        customer_key=said["customer_key"],
        customer_name=customer_name,
        contact_email=email,
        contact_name=said["name"] if "@" not in said["name"] else "",
    )


def _leaves(row: Mapping[str, Any], path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Words run together and in small letters: {"author": {"e-mail": x}} is ("author.email", x)."""
    for name, value in row.items():
        here = f"{path}.{_plain(name)}" if path else _plain(name)
        if isinstance(value, dict) and depth < DEEPEST:
            yield from _leaves(value, here, depth + 1)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            yield here, str(value)


def _first(found: Mapping[str, str], words: tuple[str, ...]) -> str:
    """The nearest to the top of what has one of these names: "id" before "author.id"."""
    for word in words:
        fits = [path for path in found if path == word or path.replace(".", "") == word]
        nested = [
            path for path in found if path.endswith(f".{word}") and word not in {"id", "type", "name", "key"}
        ]
        for path in (*fits, *sorted(nested, key=lambda path: path.count("."))):
            if found[path].strip():
                return found[path].replace("\0", "").strip()
    return ""


def _address(said: str) -> str:
    """Of "Katrin Vogel <katrin@brandt.example>" the address."""
    inner = said.rpartition("<")[2].partition(">")[0].strip().lower()
    return inner if "@" in inner and " " not in inner else ""


def _moment(said: str) -> datetime | None:
    """Of a date with time, ISO 8601, or seconds since 1970; nothing of the future."""
    now = clock.now()
    try:
        when = datetime.fromtimestamp(float(said), tz=now.tzinfo) if said.isdecimal() else parse_datetime(said)
    except (ValueError, OverflowError, OSError):
        return None
    if when is None:
        return None
    return min(when if when.tzinfo else when.replace(tzinfo=now.tzinfo), now)


def _stars(said: str) -> int | None:
    return int(said) if said in {"1", "2", "3", "4", "5"} else None
