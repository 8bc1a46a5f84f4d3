"""Files in an S3-compatible store, against a small stand-in on this machine that checks who asks."""

import re
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile

from northing.config.object_storage import ObjectStorage


class _Store(BaseHTTPRequestHandler):
    """One bucket called `box`."""

    objects: dict[str, bytes]
    signed: list[str]

    def _answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if self.command != "HEAD" or "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _key(self) -> str:
        self.signed.append(self.headers.get("Authorization", ""))
        return urlsplit(self.path).path.removeprefix("/box/")

    def do_PUT(self) -> None:
        key, body = self._key(), self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("If-None-Match") == "*" and key in self.objects:
            return self._answer(412)
        self.objects[key] = body
        return self._answer(200, ETag='"1"')

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if "list-type" in address.query:
            return self._list(parse_qs(address.query)["prefix"][0])
        body = self.objects.get(self._key())
        if body is None:
            return self._answer(404)
        when = formatdate(usegmt=True)
        return self._answer(200, body, ETag='"1"', Last_Modified=when, Content_Length=str(len(body)))

    def _list(self, prefix: str) -> None:
        below = [key for key in self.objects if key.startswith(prefix)]
        folders = {
            prefix + key[len(prefix) :].split("/")[0] + "/" for key in below if "/" in key[len(prefix) :]
        }
        files = [key for key in below if "/" not in key[len(prefix) :]]
        said = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2026-05-04T08:00:00.000Z</LastModified>"
            f"<Size>{len(self.objects[key])}</Size></Contents>"
            for key in files
        ) + "".join(f"<CommonPrefixes><Prefix>{each}</Prefix></CommonPrefixes>" for each in folders)
        self._answer(
            200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{said}</ListBucketResult>".encode()
        )

    def do_POST(self) -> None:
        """Deletes what it is given a list of, as the protocol has it."""
        self._key()
        said = self.rfile.read(int(self.headers["Content-Length"])).decode()
        keys = re.findall("<Key>(.*?)</Key>", said)
        for key in keys:
            self.objects.pop(key, None)
        gone = "".join(f"<Deleted><Key>{key}</Key></Deleted>" for key in keys)
        self._answer(200, f"<DeleteResult>{gone}</DeleteResult>".encode())

    def log_message(self, *said: Any) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    _Store.objects, _Store.signed = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Store)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def storage(server: ThreadingHTTPServer) -> ObjectStorage:
    return ObjectStorage(
        f"s3+http://key:se%2Fcret@127.0.0.1:{server.server_port}/box/northing?region=eu-central-1"
    )


def test_a_file_is_kept_read_listed_and_deleted_with_signed_requests(storage: ObjectStorage) -> None:
    name = storage.save("feedback/2026/05/one", ContentFile(b"Said"))
    assert _Store.objects == {f"northing/{name}": b"Said"}
    assert storage.exists(name)
    assert storage.size(name) == 4
    assert storage.get_modified_time(name).tzinfo is not None
    with storage.open(name) as file:
        assert file.read() == b"Said"
    assert storage.listdir("feedback/2026/05") == ([], ["one"])
    assert storage.listdir("feedback") == (["2026"], [])
    storage.delete(name)
    storage.delete(name)
    assert not storage.exists(name)
    assert all("Credential=key/" in said and "/eu-central-1/s3/" in said for said in _Store.signed)


def test_nothing_is_overwritten(storage: ObjectStorage) -> None:
    first, second = (storage.save("feedback/same", ContentFile(body)) for body in (b"One", b"Two"))
    assert first != second
    assert sorted(_Store.objects.values()) == [b"One", b"Two"]


def test_a_file_that_is_gone_is_not_found_and_a_silent_store_is_an_error(
    storage: ObjectStorage, server: ThreadingHTTPServer
) -> None:
    with pytest.raises(FileNotFoundError):
        storage.open("feedback/none")
    server.shutdown()
    server.server_close()
    with pytest.raises(OSError, match="The store of files"):
        storage.open("feedback/none")


@pytest.mark.parametrize("url", ["https://a:b@host/box", "s3://host/box", "s3://a:b@host", "s3://a:b@host/"])
def test_an_address_that_is_none_is_said_at_the_start(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="NORTHING_FILES_URL is not of the form"):
        ObjectStorage(url)
