"""In which encoding a file of text is written."""

import codecs
import re
from pathlib import Path

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BLOCK = 1_000_000
# As spreadsheets of other countries write, each with the letters by which it is known: another one's bytes make
# half-width signs, drawing marks or letters of both kinds of these.
_ELSEWHERE = (
    ("cp932", "[\u3041-\u30fe\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]"),
    ("cp949", "[\uac00-\ud7a3]"),
    ("gb18030", "[\u4e00-\u9fff\u3001-\u3011\uff01-\uff5e]"),
    ("cp1251", "[\u0400-\u045f]"),
)
_KNOWN, _FOREIGN, _ENOUGH = 0.9, 0.6, 12  # share of letters, of bytes beside each other; bytes beyond ASCII
_RUN = re.compile(rb"[\x80-\xff][\x40-\xff]")


def encoding_of(path: Path) -> str:
    """The encoding by its mark or its zeros, else UTF-8 if all of it is, else that of the country whose letters
    it makes: Windows-1252 where no other does."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if head[1::2].count(0) > len(head) / 4:
        return "utf-16-le"
    if head[::2].count(0) > len(head) / 4:
        return "utf-16-be"
    return "utf-8" if _is_utf8(path) else _elsewhere(path) or _western(path)


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


def _elsewhere(path: Path) -> str:
    """ "" where letters beyond ASCII stand among others, as they do in the west."""
    with path.open("rb") as file:
        head = file.read(_BLOCK)
    beyond = sum(byte > 0x7F for byte in head)
    beside = sum(len(run[0]) - (run[0][1] < 0x80) for run in _RUN.finditer(head) if run[0][1] > 0x7F)
    if beyond < _ENOUGH or beside < _FOREIGN * beyond:
        return ""
    for encoding, letters in _ELSEWHERE:
        text = head.decode(encoding, "replace")
        strange = sum(not letter.isascii() for letter in text)
        if len(re.findall(letters, text)) >= _KNOWN * strange:
            return encoding
    return ""


def _western(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("cp1252")()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                decoder.decode(block)
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
