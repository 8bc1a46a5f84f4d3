"""Where the bundle that hatch_build.py made lies: its files carry a hash of their content in their names."""

import json
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

FOLDER = Path(__file__).parent / "static" / "ui" / "dist"


def asset(name: str) -> str:
    """The address of "northing.js" or "northing.css".

    Raises `FileNotFoundError` when there is no bundle yet: `make install` or `python hatch_build.py` makes it.
    """
    manifest = FOLDER / "manifest.json"
    return static("ui/dist/" + _read(manifest, manifest.stat().st_mtime_ns)[name])


@lru_cache(maxsize=1)
def _read(manifest: Path, _changed: int) -> dict[str, str]:
    found: dict[str, str] = json.loads(manifest.read_text())
    return found
