"""What a person would read of an HTML mail."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {"p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"}
)
_UNREAD = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
# More is no mail that a person wrote, and reading it would keep others waiting.
LONGEST_HTML = 500_000
DEEPEST_QUOTE = 5
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._unread = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _UNREAD:
            self._unread += 1
        if tag == "br" or tag in _BLOCKS:
            self._new_line()
        if tag == "blockquote":
            self._quoted += 1
            self.lines[-1] = self._quote()
        if tag == "li":
            self.lines[-1] += "- "

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag in _BLOCKS:
            self._new_line()
        if tag == "p":
            self.lines.append(self._quote())

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.lines[-1] += _BLANKS.sub(" ", data.replace("\n", " "))

    def _new_line(self) -> None:
        if self.lines[-1].strip("> "):
            self.lines.append(self._quote())

    def _quote(self) -> str:
        return "> " * min(self._quoted, DEEPEST_QUOTE)


def text_of_html(html: str) -> str:
    """Paragraphs apart by a blank line, quotations behind ">", nothing of scripts and styles."""
    reader = _Reader()
    reader.feed(html[:LONGEST_HTML])
    reader.close()
    text = "\n".join(line.strip() for line in reader.lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
