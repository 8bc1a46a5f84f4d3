"""Files between their arrival and the moment they are brought in: kept a day, known by a signed name."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from northing.exchange.commands.files import keep
from northing.exchange.readers.archives import unpack
from northing.exchange.readers.sniffing import sniff
from northing.kernel.errors import NotAllowed, NotVisible
from northing.organisation.models import Member

KEPT_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Waiting:
    """`token` names it in addresses and says whose it is."""

    path: Path
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where files of one kind wait. `may` says who brings them, `why` says it to everybody else."""

    kind: str
    may: Callable[[Member], bool]
    why: str

    def receive(self, *, actor: Member, upload: "UploadedFile[bytes]") -> Waiting:
        """Refused when it is no table."""
        if not self.may(actor):
            raise NotAllowed(self.why)
        name = Path(upload.name or "file").name[:255]
        stem = f"{secrets.token_hex(16)}{Path(name).suffix.lower()[:10]}"
        path = self._folder / stem
        try:
            keep(upload, path)
            name = unpack(path)[:255] or name
            sniff(path, name)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        self._forget_old()
        return Waiting(path, name, signing.dumps([stem, name, actor.pk], salt=self._salt, compress=True))

    def waiting(self, actor: Member, token: str) -> Waiting:
        """404 for another's, a forged and a forgotten file alike."""
        try:
            stem, name, whose = signing.loads(token, salt=self._salt, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            raise NotVisible from None
        path = self._folder / Path(stem).name
        if whose != actor.pk or not path.is_file():
            raise NotVisible
        return Waiting(path, name, token)

    @property
    def _salt(self) -> str:
        return f"northing.exchange.{self.kind}"

    @property
    def _folder(self) -> Path:
        return Path(settings.MEDIA_ROOT) / "imports" / self.kind

    def _forget_old(self) -> None:
        """By the file system's own time: how old a file is has nothing to do with what day it is here."""
        for path in self._folder.iterdir():
            if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                path.unlink(missing_ok=True)


def forget(of: Waiting) -> None:
    of.path.unlink(missing_ok=True)
