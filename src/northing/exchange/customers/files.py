"""The file between its arrival and the moment it is brought in: kept a day, known by a signed name."""

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from northing.exchange.commands.files import keep
from northing.exchange.readers.archives import unpack
from northing.exchange.readers.sniffing import sniff
from northing.insight import policies
from northing.insight.commands.customers import KEPT_BY
from northing.kernel.errors import NotAllowed, NotVisible
from northing.organisation.models import Member

SALT = "northing.exchange.customers"
KEPT_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Waiting:
    """`token` names it in addresses and says whose it is."""

    path: Path
    name: str
    token: str


def receive(*, actor: Member, upload: "UploadedFile[bytes]") -> Waiting:
    """Refused when it is no table."""
    if not policies.may_curate(actor):
        raise NotAllowed(KEPT_BY)
    name = Path(upload.name or "file").name[:255]
    stem = f"{secrets.token_hex(16)}{Path(name).suffix.lower()[:10]}"
    path = _folder() / stem
    try:
        keep(upload, path)
        name = unpack(path)[:255] or name
        sniff(path, name)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _forget_old()
    return Waiting(path, name, signing.dumps([stem, name, actor.pk], salt=SALT, compress=True))


def waiting(actor: Member, token: str) -> Waiting:
    """404 for another's, a forged and a forgotten file alike."""
    try:
        stem, name, whose = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        raise NotVisible from None
    path = _folder() / Path(stem).name
    if whose != actor.pk or not path.is_file():
        raise NotVisible
    return Waiting(path, name, token)


def forget(of: Waiting) -> None:
    of.path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports" / "customers"


def _forget_old() -> None:
    """By the file system's own time: how old a file is has nothing to do with what day it is here."""
    for path in _folder().iterdir():
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
