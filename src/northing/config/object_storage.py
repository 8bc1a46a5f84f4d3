"""Uploaded files in an S3-compatible store instead of the data folder.

    NORTHING_FILES_URL=s3://KEY:SECRET@s3.example.com/bucket/folder?region=eu-central-1

`s3+http://` speaks without TLS, for a store on the same machine. Files are small: they are read whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

FORM = "s3://KEY:SECRET@host/bucket/folder?region=eu-central-1"
PATIENCE = timedelta(seconds=20)


@deconstructible
class ObjectStorage(Storage):
    """Names are those of the data folder. Nothing is overwritten, and nothing is ever served from there: pages
    read files through the server, which asks first who may see them."""

    def __init__(self, url: str) -> None:
        self._url = url
        parts = urlsplit(url)
        bucket, _, folder = parts.path.strip("/").partition("/")
        if parts.scheme not in {"s3", "s3+http"} or not (parts.hostname and bucket and parts.username):
            raise ImproperlyConfigured(f"NORTHING_FILES_URL is not of the form {FORM}.")
        self._folder = f"{folder.strip('/')}/" if folder else ""

    @cached_property
    def _store(self) -> Any:
        from obstore.store import S3Store  # 15 MB that an installation without such a store never loads

        parts = urlsplit(self._url)
        plain = parts.scheme == "s3+http"
        host = parts.netloc.rpartition("@")[2]
        return S3Store(
            parts.path.strip("/").partition("/")[0],
            endpoint=f"{'http' if plain else 'https'}://{host}",
            access_key_id=unquote(parts.username or ""),
            secret_access_key=unquote(parts.password or ""),
            region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
            virtual_hosted_style_request=False,
            client_options={"allow_http": plain, "timeout": PATIENCE},
            retry_config={"max_retries": 2, "retry_timeout": PATIENCE},
        )

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError(f"Files are read as they are, not as {mode!r}.")
        with _in_words_of_the_system():
            return ContentFile(bytes(self._store.get(self._at(name)).bytes()), name=name)

    def _save(self, name: str, content: File[bytes]) -> str:
        with _in_words_of_the_system():
            self._store.put(self._at(name), content.read(), mode="create")
        return name

    def delete(self, name: str) -> None:
        """Of a file that is not there: nothing."""
        with suppress(FileNotFoundError), _in_words_of_the_system():
            self._store.delete(self._at(name))

    def exists(self, name: str) -> bool:
        try:
            self._head(name)
        except FileNotFoundError:
            return False
        return True

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _in_words_of_the_system():
            found = self._store.list_with_delimiter(self._at(path).strip("/"))
        files = [_last(each["path"]) for each in found["objects"]]
        return [_last(each) for each in found["common_prefixes"]], files

    def size(self, name: str) -> int:
        return int(self._head(name)["size"])

    def get_modified_time(self, name: str) -> datetime:
        when: datetime = self._head(name)["last_modified"]
        return when

    def _head(self, name: str) -> Any:
        with _in_words_of_the_system():
            return self._store.head(self._at(name))

    def _at(self, name: str) -> str:
        return f"{self._folder}{name}"


@contextmanager
def _in_words_of_the_system() -> Iterator[None]:
    """A store that does not answer, or says no, is an OSError, as a disk that does so is."""
    from obstore.exceptions import BaseError

    try:
        yield
    except FileNotFoundError:
        raise
    except BaseError as error:
        said = str(error).partition("\n")[0]  # what follows is for those who wrote the client
        raise OSError(f"The store of files: {said}") from error


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]
