"""The icons: paths on a 16 × 16 grid, drawn with a 1.35 px line in the colour of the text."""

from types import MappingProxyType

from django.utils.safestring import SafeString

PATHS = MappingProxyType(
    {
        "alert": "M8 2.6l6 10.6H2zM8 6.5v3.2M8 11.4v.3",
        "arrow": "M2.8 8h10M9.3 4.5L12.8 8l-3.5 3.5",
        "bell": "M4.2 11.2V7.1a3.8 3.8 0 0 1 7.6 0v4.1l1.2 1H3zM6.9 13.7h2.2",
        "call": "M4 2.8h2.2l1 2.9-1.5 1.2c.7 1.5 1.9 2.7 3.4 3.4l1.2-1.5 2.9 1V12c0 .8-.6 1.4-1.4 1.3"
        "C6.8 12.9 3.1 9.2 2.7 4.2 2.6 3.4 3.2 2.8 4 2.8z",
        "check": "M3 8.6l3.2 3.2L13 4.8",
        "chevron": "M4.5 6.5L8 10l3.5-3.5",
        "chevron-right": "M6.5 4.5L10 8l-3.5 3.5",
        "clock": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 5v3.2l2.2 1.4",
        "columns": "M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9",
        "copy": "M5.5 5.5H13V13H5.5zM3 10.5V3h7.5",
        "cross": "M4 4l8 8M12 4l-8 8",
        "down": "M8 3v9.6M4 8.8l4 4 4-4",
        "download": "M8 3v7M4.8 7L8 10.2 11.2 7M3 13h10",
        "edit": "M3 13l.6-2.7 7-7 2.1 2.1-7 7z",
        "eye": "M1.8 8C3.2 5.4 5.3 4 8 4s4.8 1.4 6.2 4c-1.4 2.6-3.5 4-6.2 4S3.2 10.6 1.8 8z"
        "M8 6.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z",
        "file": "M4 2.5h5.2L12 5.3v8.2H4zM9 2.6v2.9h2.9",
        "filter": "M2.5 4.5h11M4.5 8h7M6.5 11.5h3",
        "info": "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 7.3v3.6M8 5v.3",
        "insight": "M2.5 9.2l1.8-6h7.4l1.8 6v4.3h-11zM2.5 9.2h3.3l.9 1.8h2.6l.9-1.8h3.3",
        "key": "M5.2 6.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM7.3 7.3L12.8 2.8M10.3 4.9l1.7 2",
        "link": "M6.6 9.4l2.8-2.8M7.3 4.6l1.3-1.3a2.9 2.9 0 0 1 4.1 4.1l-1.3 1.3"
        "M8.7 11.4l-1.3 1.3a2.9 2.9 0 0 1-4.1-4.1l1.3-1.3",
        "lock": "M4 7.3h8v6H4zM5.7 7.3V5.2a2.3 2.3 0 0 1 4.6 0v2.1",
        "mail": "M2.5 4h11v8h-11zM2.8 4.4L8 8.6l5.2-4.2",
        "minus": "M3 8h10",
        "more": "M3.4 8h.8M7.6 8h.8M11.8 8h.8",
        "outcomes": "M2.5 13.2h11M3 10.4l3.1-3.6 2.6 2.1 4.2-5.4M10.2 3.3H13v2.8",
        "people": "M8 3a2.3 2.3 0 1 0 0 4.6A2.3 2.3 0 0 0 8 3zM3.4 13.3c.3-2.6 2.1-3.9 4.6-3.9s4.3 1.3 4.6 3.9",
        "plan": "M2.5 4h6.2M5 8h6.6M8 12h5.5",
        "plus": "M8 3.2v9.6M3.2 8h9.6",
        "portfolio": "M2.5 2.5h4.6v4.6H2.5zM8.9 2.5h4.6v4.6H8.9zM2.5 8.9h4.6v4.6H2.5zM8.9 8.9h4.6v4.6H8.9z",
        "scenario": "M3 8h4M7 8c2.5 0 2-4 6-4M7 8c2.5 0 2 4 6 4",
        "search": "M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM10.2 10.2l3.3 3.3",
        "settings": "M2.5 5h5.8M11.7 5h1.8M2.5 11h1.8M7.7 11h5.8"
        "M10 3.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zM6 9.3a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z",
        "star": "M8 2.4l1.7 3.6 3.9.5-2.9 2.7.8 3.9L8 11.2l-3.5 1.9.8-3.9-2.9-2.7 3.9-.5z",
        "strategy": "M3 13.5v-11M3 3.2h8.6l-2 2.9 2 2.9H3",
        "support": "M3 9V8a5 5 0 0 1 10 0v1M3 9h2v3.5H3zM11 9h2v3.5h-2z",
        "theme": "M8 2.6a5.4 5.4 0 1 0 0 10.8zM8 2.6a5.4 5.4 0 0 1 0 10.8",
        "today": "M8 2.2v3M8 10.8v3M2.2 8h3M10.8 8h3M8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z",
        "undo": "M5.5 3.5L2.8 6.2l2.7 2.7M3 6.2h6.3a3.7 3.7 0 0 1 0 7.3H6",
        "up": "M8 13V3.4M4 7.2l4-4 4 4",
        "upload": "M8 10.5V3M4.8 6.2L8 3l3.2 3.2M2.8 10.5v2.7h10.4v-2.7",
    }
)

_SVG = (
    '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.35" stroke-linecap="round"'
    ' stroke-linejoin="round" aria-hidden="true"><path d="{}"/></svg>'
)
_DRAWN = {name: SafeString(_SVG.format(path)) for name, path in PATHS.items()}


def icon(name: str) -> SafeString:
    """The icon as SVG, hidden from screen readers: the words beside it say what it means."""
    return _DRAWN[name]
