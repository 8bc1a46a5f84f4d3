"""What somebody wrote themselves, without what they answer to or pass on, and without their signature."""

import re
from typing import NamedTuple

# Where the quotation of an earlier mail begins, in the words of the usual programs and four languages.
_WROTE = re.compile(
    r"^[ \t]*(?:(?:on|am|le|el)\b.{4,200}?\b(?:wrote|schrieb|a écrit|escribió)\b.{0,120}?:"
    r"|-{2,}\s*(?:original message|ursprüngliche nachricht|message d'origine|mensaje original)\s*-{2,}"
    r"|_{10,})[ \t]*$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_FIELD = {
    "from": r"(?:from|von|de|expéditeur)",
    "subject": r"(?:subject|betreff|objet|asunto)",
    "any": r"(?:from|von|de|expéditeur|sent|gesendet|envoyé|enviado|date|datum|fecha|to|an|à|para|cc"
    r"|subject|betreff|objet|asunto)",
}
_HEADER = re.compile(rf"^\s*[*]?{_FIELD['any']}\s*[*]?\s*:\s*[*]?.*$", re.IGNORECASE)
_FROM = re.compile(rf"^\s*[*]?{_FIELD['from']}\s*[*]?\s*:\s*[*]?\s*(.+)$", re.IGNORECASE)
_SUBJECT = re.compile(rf"^\s*[*]?{_FIELD['subject']}\s*[*]?\s*:\s*[*]?\s*(.+)$", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
FORWARDED = re.compile(r"^\s*(?:fwd?|wg|tr|rv|i)\s*:", re.IGNORECASE)
_PREFIXES = re.compile(r"^(?:\s*(?:re|aw|sv|fwd?|wg|tr|rv)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)


class PassedOn(NamedTuple):
    """A mail inside another one."""

    name: str
    email: str
    subject: str
    text: str


def own_words(text: str) -> str:
    """Never nothing: a mail that is all quotation is kept as it is."""
    text = text.replace("\r\n", "\n")
    own = _SIGNATURE.split(_before_header_block(_WROTE.split(text, maxsplit=1)[0]), maxsplit=1)[0]
    lines = own.rstrip().split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith(">")):
        lines.pop()
    return "\n".join(lines).strip() or text.strip()


def passed_on(text: str) -> PassedOn | None:
    """The first mail that is passed on in the text; None where no block of From and Subject lines stands."""
    lines = text.replace("\r\n", "\n").split("\n")
    for at, line in enumerate(lines):
        found = _FROM.match(line.lstrip("> "))
        address = _ADDRESS.search(found[1]) if found else None
        if found is None or address is None:
            continue
        end = at
        while end < len(lines) and _HEADER.match(lines[end].lstrip("> ")):
            end += 1
        if end - at < 2:
            continue
        subjects = [each[1] for row in lines[at:end] if (each := _SUBJECT.match(row.lstrip("> ")))]
        name = found[1][: address.start()].strip(" <\"'([*")
        body = "\n".join(re.sub(r"^> ?", "", row) for row in lines[end:])
        return PassedOn(name, address[0].lower(), subjects[0].strip(" *") if subjects else "", own_words(body))
    return None


def bare_subject(subject: str) -> str:
    return _PREFIXES.sub("", " ".join(subject.split()))


def _before_header_block(text: str) -> str:
    """Some programs quote with nothing but the headers of the mail that is answered."""
    lines = text.split("\n")
    for at, line in enumerate(lines[:-1]):
        if at and _FROM.match(line) and _ADDRESS.search(line) and _HEADER.match(lines[at + 1]):
            return "\n".join(lines[:at])
    return text
