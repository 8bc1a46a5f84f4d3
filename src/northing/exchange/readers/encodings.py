"""In which encoding a file of text is written."""

import codecs
from pathlib import Path

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BLOCK = 1_000_000


def encoding_of(path: Path) -> str:
    """The encoding by its mark or its zeros, else UTF-8 if all of it is, else Windows-1252."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if head[1::2].count(0) > len(head) / 4:
        return "utf-16-le"
    if head[::2].count(0) > len(head) / 4:
        return "utf-16-be"
    return "utf-8" if _is_utf8(path) else _western(path)


def _is_utf8(path: Path) -> bool:
    """Whether it is UTF-8, forgiving a few broken bytes among many good letters (a text was cut)."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    broken = letters = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            if block.isascii():
                decoder.reset()
                continue
            text = decoder.decode(block)
            wrong = text.count("\N{REPLACEMENT CHARACTER}")
            broken += wrong
            letters += len(block) - len(text)  # each letter beyond ASCII takes a byte or more besides its first
    return broken == 0 or letters > 20 * broken


def _western(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("cp1252")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
