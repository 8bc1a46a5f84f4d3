"""Every template of ours, for tests that read them as text."""

from pathlib import Path

import northing

ROOT = Path(northing.__file__).parent
TEMPLATES = sorted(ROOT.rglob("templates/**/*.html"))
COMPONENTS = [path for path in TEMPLATES if "/templates/cotton/" in path.as_posix()]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
