"""The run's database under an address of this machine, as a warehouse elsewhere would have one."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from django.db import connection


@contextmanager
def warehouse() -> Iterator[str]:
    """Its address, while the block lasts: whatever is sent there reaches the server's own socket."""
    settings = connection.get_connection_params()
    folder, port = settings["host"], settings.get("port") or 5432
    name, user = settings["dbname"], settings["user"]
    if not folder.startswith("/"):
        yield f"postgresql://{user}@{folder}:{port}/{name}"
        return
    with socket.create_server(("127.0.0.1", 0)) as door:
        Thread(target=_let_in, args=(door, f"{folder}/.s.PGSQL.{port}"), daemon=True).start()
        yield f"postgresql://{user}@127.0.0.1:{door.getsockname()[1]}/{name}?sslmode=disable"


def _let_in(door: socket.socket, inside: str) -> None:
    while True:
        try:
            guest = door.accept()[0]
        except OSError:
            return
        server = socket.socket(socket.AF_UNIX)
        server.connect(inside)
        for one, other in ((guest, server), (server, guest)):
            Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    try:
        while block := one.recv(65_536):
            other.sendall(block)
    except OSError:
        pass
    other.close()
