"""A mail as its sender meant it: who, what about, what they wrote, which files came with it."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from typing import cast

from northing.insight.commands.incoming.plain_text import text_of_html
from northing.insight.commands.incoming.quotes import FORWARDED, bare_subject, own_words, passed_on
from northing.insight.models.attachment import tidy_name

# A picture inside the text that is smaller than this is the logo of a signature.
SMALLEST_PICTURE = 8 * 1024
LONGEST_TEXT = 100_000
DEEPEST = 3  # mails within mails


@dataclass(frozen=True, slots=True)
class Letter:
    """`digest` tells it from every other mail. `automatic`: no person wrote it."""

    digest: str
    name: str
    email: str
    subject: str
    text: str
    sent_at: datetime | None
    files: tuple[tuple[str, bytes], ...]
    automatic: bool


def letter_of(raw: bytes, depth: int = 0) -> Letter:
    """Of the bytes of a mail. What a colleague passes on is the customer's letter, not the colleague's."""
    message = message_from_bytes(raw, policy=policy.default)
    name, email = _sender(message)
    subject = str(message["subject"] or "")
    text, inner = _text(message)[: 2 * LONGEST_TEXT], _inner(message) if depth < DEEPEST else None
    files = tuple(_files(message))
    if inner is not None:
        within = letter_of(inner.as_bytes(), depth + 1)
        name, email, subject, text = within.name, within.email, within.subject, within.text
        files = (*within.files, *files)
    elif FORWARDED.match(subject) and (found := passed_on(text)):
        name, email, subject, text = found.name, found.email, found.subject or subject, found.text
    return Letter(
        digest=_digest(message, raw),
        name=name[:160],
        email=email,
        subject=bare_subject(subject)[:300],
        text=own_words(text)[:LONGEST_TEXT],
        sent_at=_sent_at(message),
        files=files,
        automatic=_is_automatic(message),
    )


def _digest(message: EmailMessage, raw: bytes) -> str:
    said = " ".join(str(message["message-id"] or "").split())
    return hashlib.sha256(said.encode() if said else raw).hexdigest()


def _sender(message: EmailMessage) -> tuple[str, str]:
    for field in ("from", "reply-to", "sender"):
        for address in getattr(message[field], "addresses", ()):
            if address.domain:
                return " ".join(address.display_name.split()), address.addr_spec.lower()
    return "", ""


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        when = parsedate_to_datetime(str(message["date"]))
    except (TypeError, ValueError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _text(message: EmailMessage) -> str:
    plain = message.get_body(("plain",))
    text = _said(plain) if plain is not None else ""
    if text.strip():
        return text
    html = message.get_body(("html",))
    return text_of_html(_said(html)) if html is not None else ""


def _said(part: MIMEPart) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a character set that does not exist
        return cast(bytes, part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def _inner(message: EmailMessage) -> EmailMessage | None:
    """The mail that came as a file of this one."""
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_content()
            return inner if isinstance(inner, EmailMessage) else None
    return None


def _files(message: EmailMessage) -> list[tuple[str, bytes]]:
    found = []
    for part in message.walk():
        name = part.get_filename()
        if not name or part.is_multipart():
            continue
        body = cast(bytes, part.get_payload(decode=True) or b"")
        inside = part.get_content_disposition() == "inline" or part["content-id"]
        if inside and part.get_content_maintype() == "image" and len(body) < SMALLEST_PICTURE:
            continue
        found.append((tidy_name(name), body))
    return found


def _is_automatic(message: EmailMessage) -> bool:
    """Out of office, receipts, newsletters and what mail servers say about undeliverable mail (RFC 3834)."""
    if str(message["auto-submitted"] or "no").split(";")[0].strip().lower() != "no":
        return True
    if str(message["precedence"] or "").strip().lower() in {"bulk", "junk", "auto_reply"}:
        return True
    return message.get_content_type() == "multipart/report" or str(message["return-path"] or "").strip() == "<>"
