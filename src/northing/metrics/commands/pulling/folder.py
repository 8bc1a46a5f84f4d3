"""The one folder of this machine from which sources read, so that nobody reads our keys by naming them."""

from pathlib import Path

from django.conf import settings

from northing.kernel.errors import Refused

MOST_FILES = 1_000


def folder() -> Path:
    return Path(settings.DATA_DIR) / "sources"


def file_in_folder(name: str) -> Path:
    """Refused when there is none."""
    found = files_in_folder(name)
    if len(found) > 1:
        raise Refused(address=f"{name} names {len(found)} files. Name one.")
    return found[0]


def files_in_folder(pattern: str) -> list[Path]:
    """`kpi/2026-*.csv`, relative to the folder; sorted. Links that lead out of it count as absent."""
    home = folder().resolve()
    written = pattern.strip().lstrip("/")
    if not written or ".." in Path(written).parts:
        raise Refused(address=f"Name files below {folder()}, such as kpi/*.csv.")
    try:
        found = sorted(path for path in home.glob(written) if path.is_file())
    except (ValueError, NotImplementedError):
        raise Refused(address=f"“{pattern}” is no pattern of file names.") from None
    inside = [path for path in found if path.resolve().is_relative_to(home)]
    if not inside:
        raise Refused(address=f"There is no file {written} in {folder()}.")
    if len(inside) > MOST_FILES:
        raise Refused(address=f"{written} names {len(inside):,} files; {MOST_FILES:,} are read at most.")
    return inside
