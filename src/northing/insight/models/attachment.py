"""Files that came with a piece of feedback: which ones are kept, and what they are to a browser."""

from dataclasses import dataclass
from uuid import uuid4

from django.db import models
from django.utils.text import get_valid_filename

from northing.insight.models.feedback import Feedback
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.history import track

LARGEST = 25 * 2**20  # bytes of one file
MOST = 20  # files of one piece
LONGEST_NAME = 255
HEAD = 16  # bytes that tell what a file is


@dataclass(frozen=True, slots=True)
class FileType:
    """`begins`: (place, bytes) of which one must hold; none: it is text, and holds no zero byte."""

    content_type: str
    begins: tuple[tuple[int, bytes], ...] = ()
    shown: bool = False

    def fits(self, head: bytes) -> bool:
        if not self.begins:
            return b"\0" not in head
        return any(head[at : at + len(mark)] == mark for at, mark in self.begins)


_ZIP = ((0, b"PK\x03\x04"),)
_OLE = ((0, b"\xd0\xcf\x11\xe0"),)
_FTYP = ((4, b"ftyp"),)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_TEXT = FileType("text/plain; charset=utf-8")
_JPEG = FileType("image/jpeg", ((0, b"\xff\xd8\xff"),), shown=True)
# Nothing that a browser or an office program would run: no HTML, SVG, scripts, programs or macros.
TYPES = {
    "png": FileType("image/png", ((0, b"\x89PNG\r\n\x1a\n"),), shown=True),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "gif": FileType("image/gif", ((0, b"GIF87a"), (0, b"GIF89a")), shown=True),
    "webp": FileType("image/webp", ((8, b"WEBP"),), shown=True),
    "heic": FileType("image/heic", _FTYP),
    "pdf": FileType("application/pdf", ((0, b"%PDF-"),)),
    "docx": FileType(f"{_OFFICE}.wordprocessingml.document", _ZIP),
    "xlsx": FileType(f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    "pptx": FileType(f"{_OFFICE}.presentationml.presentation", _ZIP),
    "odt": FileType(f"{_OPEN}.text", _ZIP),
    "ods": FileType(f"{_OPEN}.spreadsheet", _ZIP),
    "odp": FileType(f"{_OPEN}.presentation", _ZIP),
    "doc": FileType("application/msword", _OLE),
    "xls": FileType("application/vnd.ms-excel", _OLE),
    "ppt": FileType("application/vnd.ms-powerpoint", _OLE),
    "zip": FileType("application/zip", _ZIP),
    "mp4": FileType("video/mp4", _FTYP),
    "mov": FileType("video/quicktime", _FTYP),
    "m4a": FileType("audio/mp4", _FTYP),
    "webm": FileType("video/webm", ((0, b"\x1a\x45\xdf\xa3"),)),
    "mp3": FileType("audio/mpeg", ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2"))),
    "ogg": FileType("audio/ogg", ((0, b"OggS"),)),
    "wav": FileType("audio/wav", ((8, b"WAVE"),)),
    **dict.fromkeys(("txt", "log", "csv", "tsv", "md", "json", "xml", "har", "eml"), _TEXT),
}


def tidy_name(name: str) -> str:
    """The last part of what a program or person calls it, without what could lead elsewhere or mislead."""
    last = name.replace("\\", "/").rpartition("/")[2]
    clean = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[-LONGEST_NAME:] or "file"


def type_of(name: str, head: bytes, size: int) -> FileType:
    """What the file is, by its name and its first `HEAD` bytes. Refused: too large, or nothing that is kept."""
    if size > LARGEST:
        raise Refused(file=f"{name} has {size / 2**20:.0f} MB. A file may have {LARGEST // 2**20} MB.")
    if not size:
        raise Refused(file=f"{name} is empty.")
    found = TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None
    if found is None:
        kept = "pictures, PDF, office documents, text, sound, films and ZIP"
        raise Refused(file=f"{name} is of a kind that is not kept. Kept are {kept}.")
    if not found.fits(head):
        raise Refused(file=f"{name} is not what its name says.")
    return found


def place(attachment: "Attachment", name: str) -> str:
    """Where it is kept: under a name of ours, so that nobody guesses it and nothing runs it."""
    del attachment, name
    return f"feedback/{clock.today():%Y/%m}/{uuid4().hex}"


@track()
class Attachment(models.Model):
    """A file that came with a piece of feedback, kept in the configured storage."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=LONGEST_NAME)
    file = models.FileField(upload_to=place, max_length=400)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256, so that a file comes once.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> bool:
        """A picture that a browser may show as part of a page."""
        return any(each.shown and each.content_type == self.content_type for each in TYPES.values())

    @property
    def saved_as(self) -> str:
        """Its name where it is saved to disk."""
        return get_valid_filename(self.name.lstrip(".") or "file")
