"""Rows of a file as pieces of feedback."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from northing.exchange.feedback.recognising import table_rows
from northing.exchange.feedback.vocabulary import CAME_BY, NOBODY, kind_of, source_of, stars_of
from northing.exchange.mapping import Mapping
from northing.exchange.readers.alignment import Alignment
from northing.exchange.readers.dates import DateReader
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import MANY_MARK, Refusal
from northing.insight.commands.bringing import Incoming
from northing.insight.models import Source

LONGEST_TITLE = 300
LONGEST_KEY = 200
KNOWN_BY_ADDRESS = ("google-play", "productboard")
_PERSON = re.compile(r"(.*?)\s*[(<\[]([^@\s<>()]+@[^@\s<>()]+)[)>\]]\Z")  # Jo Meyer <jo@brandt.example>
_MARKUP = re.compile(r"</?(?:p|br|div|span|b|strong|em|i|ul|ol|li|a|h[1-6])\b[^>]*>", re.IGNORECASE)
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^>]*>\s*", re.IGNORECASE)
_NO_ROW = "A quotation mark opens here and is never closed, or the row is far too long"
_NOT_OURS = "The row has {:,} cells, the header {:,}, and no way to match them fits"


class SaidRow(NamedTuple):
    """One row of the file as it would come in; `product` as it is written there."""

    line: int
    piece: Incoming
    product: str
    original: str


class Reader:
    """Reads the rows of one recognised file under one mapping."""

    def __init__(self, path: Path, recognised: Recognised, mapping: Mapping) -> None:
        self._path, self._recognised, self._mapping = path, recognised, mapping
        self._width = recognised.width
        places = {column.name: column.positions for column in recognised.columns}
        self._places = {
            target: [(name, places[name]) for name in names if name in places]
            for target, names in mapping.fields.items()
        }
        zone = ZoneInfo(mapping.zone)
        self._dates = {
            column.name: DateReader(
                mapping.orders.get(column.name) or (column.dates.order if column.dates else "dmy"), zone
            )
            for column in recognised.columns
        }
        self._came_by = CAME_BY.get(recognised.preset, Source.NOTE)
        header = crc32("\n".join(recognised.names).encode())
        # Numbers of a table that nobody knows are its own: another table with the same numbers is another one.
        self._system = recognised.preset or f"table-{header:08x}"
        self._seen: Counter[str] = Counter()

    def rows(self) -> Iterator[SaidRow | Refusal]:
        """In the file's order."""
        alignment: Alignment | None = None
        for line, cells, original in table_rows(self._path, self._recognised):
            if cells is None:
                yield Refusal(line, "", original[:200], _NO_ROW, original[:10_000])
                continue
            if len(cells) != self._width:
                alignment = alignment or Alignment(self._recognised)
                count, fitted = len(cells), alignment.fit(cells)
                if fitted is None:
                    yield Refusal(line, "", "", _NOT_OURS.format(count, self._width), original)
                    continue
                cells = fitted
            yield self._read(line, cells, original)

    def column_of(self, target: str) -> str:
        """The name of the first column that gives this."""
        return next((name for name, _ in self._places.get(target, ())), "")

    def _read(self, line: int, cells: list[str], original: str) -> SaidRow | Refusal:
        title, text = _shown(self._one("title", cells)), self._text(cells)
        if len(title) > LONGEST_TITLE or not text:
            title, text = "", "\n\n".join(filter(None, (title, text)))
        if not text:
            return Refusal(line, self.column_of("text"), "", "There is no text", original)
        written = self._one("received", cells)
        try:
            received = self._moment(written)
        except ValueError as problem:
            return Refusal(
                line, self.column_of("received"), written, str(problem) or "This is no date", original
            )
        stars = self._one("stars", cells)
        if stars and stars_of(stars) is None:
            return Refusal(line, self.column_of("stars"), stars, "Stars are 1 to 5", original)
        person, email = self._person(cells)
        url = self._one("url", cells)
        piece = Incoming(
            text=text,
            title=title,
            source=source_of(self._one("source", cells), self._came_by),
            url=url,
            kind=kind_of(self._one("kind", cells)),
            language=_language(self._one("language", cells)),
            stars=stars_of(stars),
            received_at=received,
            system=self._system,
            key=self._one("key", cells)
            or self._known_by(url)
            or self._fingerprint(title, text, email, written),
            customer_key=self._one("customer_key", cells),
            customer_name=self._one("customer", cells),
            contact_email=email,
            contact_name=person,
        )
        return SaidRow(line, piece, self._one("product", cells), original)

    def _one(self, target: str, cells: list[str]) -> str:
        """The first value of the columns that may give it."""
        for _, positions in self._places.get(target, ()):
            for position in positions:
                if cells[position]:
                    return cells[position].replace(MANY_MARK, ", ").strip()
        return ""

    def _person(self, cells: list[str]) -> tuple[str, str]:
        """Name and address. Several columns are parts of one name; “anonymous” is nobody."""
        places = [place for _, positions in self._places.get("contact", ()) for place in positions]
        name = " ".join(cells[place].strip() for place in places if cells[place].strip())
        both = _PERSON.match(name)
        name, beside = (both[1], both[2]) if both else (name, "")
        email = self._one("contact_email", cells)
        return name, beside if not email or email.lower() in NOBODY else email

    def _known_by(self, url: str) -> str:
        """The address of a piece where its tool gives no other key: the words may change, it stays."""
        if self._recognised.preset not in KNOWN_BY_ADDRESS:
            return ""
        return url if len(url) <= LONGEST_KEY else hashlib.sha256(url.encode()).hexdigest()

    def _text(self, cells: list[str]) -> str:
        """Several columns are answers to several questions: each stands below its own."""
        said = [
            (name, shown)
            for name, positions in self._places.get("text", ())
            for position in positions
            if (shown := _shown(cells[position].replace(MANY_MARK, ", ")))
        ]
        if len(self._places.get("text", ())) < 2:
            return "\n\n".join(shown for _, shown in said)
        return "\n\n".join(f"{name}\n{shown}" for name, shown in said)

    def _moment(self, written: str) -> datetime | None:
        return self._dates[self.column_of("received")].moment(written) if written else None

    def _fingerprint(self, *said: str) -> str:
        """Stands for a key where there is none: the words themselves, and which of the same words it is."""
        words = hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:24]
        self._seen[words] += 1
        return f"{words}-{self._seen[words]}"


def _shown(text: str) -> str:
    """Without markup, where it has some."""
    text = text.strip()
    if not _MARKUP.search(text):
        return text
    plain = html.unescape(_MARKUP.sub("", _BREAKS.sub("\n", text)))
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def _language(text: str) -> str:
    """Such as de out of de_DE."""
    code = re.split(r"[-_]", text.strip().lower())[0]
    return code if 2 <= len(code) <= 3 and code.isalpha() else ""
