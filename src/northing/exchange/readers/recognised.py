"""What is known about a file before a row of it is read."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from northing.exchange.readers.dates import Evidence, day_written

Container = Literal["csv", "xlsx", "json"]
Source = Literal["jira", "jira-json", "github", "linear", "trello", "csv"]

SOURCES: dict[str, str] = {
    "jira": "Jira",
    "jira-json": "Jira",
    "github": "GitHub",
    "linear": "Linear",
    "trello": "Trello",
    "csv": "Any table",
}
PRESETS: dict[str, str] = {
    "": "",
    "redmine": "Redmine",
    "asana": "Asana",
    "shortcut": "Shortcut",
    "azure": "Azure DevOps",
    "plane": "Plane",
    "clickup": "ClickUp",
    "monday": "monday.com",
    "youtrack": "YouTrack",
    "aha": "Aha!",
    "trello": "Trello",
    "github": "GitHub",
    "productboard": "Productboard",
    "canny": "Canny",
    "uservoice": "UserVoice",
    "zendesk": "Zendesk",
    "intercom": "Intercom",
    "google-play": "Google Play",
    "app-store": "App Store",
    "survey": "Survey",
    "trustpilot": "Trustpilot",
    "g2": "G2",
    "appbot": "Appbot",
    "salesforce": "Salesforce",
    "hubspot": "HubSpot",
    "freshdesk": "Freshdesk",
    "help-scout": "Help Scout",
}
_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "cp932": "Shift-JIS",
    "cp949": "Korean Windows",
    "cp1251": "Windows-1251",
}


class Layout(NamedTuple):
    """How the characters of a table are laid out. XLSX and JSON use only `header_line` and `sheet`."""

    encoding: str = "utf-8"
    separator: str = ","
    quote: str = '"'
    escape: str = ""
    spaced: bool = False
    """A space follows each separator."""
    header_line: int = 1
    """Physical line (row of the sheet) on which the header begins."""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column by name; a name that is repeated is one column with several positions."""

    name: str
    positions: tuple[int, ...]
    samples: tuple[str, ...] = ()
    filled: float = 0.0
    """Share of rows with something in it, 0 to 1; of the sample, or of all rows after `sniffing.survey`."""
    repeats: float = 0.0
    """Share of its values that had come before, among the first rows."""
    dates: Evidence | None = None
    """Set where most values are dates."""
    values: dict[str, int] = field(default_factory=dict)
    """Distinct values with their counts, where there are few (statuses, kinds); else empty."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A recognised file. `source` is what `--source` calls it; `preset` names the tool behind a plain table."""

    source: Source
    preset: str
    container: Container
    layout: Layout
    columns: tuple[Column, ...]
    rows: int
    """Estimated from the sample, exact when `complete`."""
    size: int
    complete: bool = False
    notes: tuple[str, ...] = ()
    """What a person should know, in sentences."""

    @property
    def tool(self) -> str:
        """The name on screen: "Jira", "Redmine", "Any table"."""
        return PRESETS[self.preset] or SOURCES[self.source]

    @property
    def tool_key(self) -> str:
        """The tool by whose habits names are understood."""
        return self.preset or ("jira" if self.source == "jira-json" else self.source)

    @property
    def width(self) -> int:
        return sum(len(column.positions) for column in self.columns)

    @property
    def names(self) -> list[str]:
        """The header, cell by cell."""
        cells = [""] * self.width
        for column in self.columns:
            for position in column.positions:
                cells[position] = column.name
        return cells

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)

    @property
    def description(self) -> str:
        """One line for people: "3,412 rows, 61 columns, 8.4 MB, UTF-8, comma, dates as 18/May/26"."""
        about = "" if self.complete else "about "
        parts = [f"{about}{self.rows:,} rows", f"{self.width:,} columns", _size(self.size)]
        if self.container == "csv":
            encoding = self.layout.encoding
            parts += [
                _ENCODINGS.get(encoding, encoding.upper()),
                _SEPARATORS.get(self.layout.separator, "other"),
            ]
        dated = next((column.dates for column in self.columns if column.dates), None)
        if dated:
            parts.append(f"dates as {day_written(dated.example)}")
        return ", ".join(parts)


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1e3:.1f} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"
