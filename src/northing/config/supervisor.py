"""`northing run`: database, migrations, background worker and web server under one roof."""

import http.client
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from northing.config import background, web
from northing.config.environment import environment
from northing.config.parts import Part
from northing.config.running import (
    let_go_of_connections,
    migrate,
    only_one_on_this_folder,
    require_fit_database,
    running_database,
)
from northing.kernel.errors import Refused

LOOKS_EVERY = 0.2
STARTING = 60.0  # seconds until the web server must have answered
LEAVING = 3.0  # seconds in which the parts of a killed Northing let go of the port


def run(prepare: Callable[[], str] | None = None) -> None:
    """Run until Ctrl-C or SIGTERM, then stop web server, worker and database in this order.

    `prepare` is called on the migrated database before anybody is served; what it answers is said at the end.
    """
    with interruptible(), only_one_on_this_folder():
        require_free_port()
        with running_database():
            require_fit_database()
            migrate()
            words = prepare() if prepare else first_words()
            web.load()
            let_go_of_connections()
            serve(words)
    say("Stopped.")


def serve(words: str) -> None:
    server, worker = Part("web server", web.main), Part("worker", background.main)
    try:
        server.start()
        worker.start()
        wait_for_answer(server)
        announce(words)
        look_after(server, worker)
    finally:
        ignore_interruptions()
        server.stop()
        worker.stop()


def look_after(*parts: Part) -> None:
    """Start again what ends by itself, but not for ever."""
    while True:
        time.sleep(LOOKS_EVERY)
        for part in parts:
            if not part.ended:
                continue
            if part.keeps_falling:
                raise Refused(f"The {part.name} keeps ending by itself; its last words are above.")
            say(f"The {part.name} ended by itself and is started again.")
            part.start()


def wait_for_answer(server: Part) -> None:
    """Until the web server answers, so that it is not said to be ready before it is."""
    settings = environment()
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104  not bound here
    until = time.monotonic() + STARTING
    while time.monotonic() < until:
        if server.ended:
            raise Refused("The web server did not start; its last words are above.")
        connection = http.client.HTTPConnection(host, settings.port, timeout=STARTING)
        try:
            connection.request("GET", "/", headers={"Host": settings.address.partition("://")[2]})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise Refused(f"The web server did not answer within {STARTING:.0f} seconds.")


def require_free_port() -> None:
    settings = environment()
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    until = time.monotonic() + LEAVING
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((settings.host, settings.port))
            except OSError as error:
                if time.monotonic() > until:
                    raise Refused(
                        f"Port {settings.port} on {settings.host} is not to be had ({error.strerror}). "
                        "Choose another with NORTHING_PORT or `northing run --port`."
                    ) from error
            else:
                return
        time.sleep(0.1)


def first_words() -> str:
    """The set-up code, as long as nobody has used it."""
    from northing.organisation.commands.setup import begin_setup

    code = begin_setup()
    return f"Nobody has set it up yet: open the address and enter the set-up code {code}" if code else ""


def announce(words: str) -> None:
    say(f"Northing is ready: {environment().address}")
    if words:
        say(words)
    say("Ctrl-C stops it.")


def say(words: str) -> None:
    print(words, flush=True)  # noqa: T201  a command line speaks by printing


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C and SIGTERM, which service managers send, end what is inside, and that is no error."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in handlers:
        signal.signal(number, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def ignore_interruptions() -> None:
    """Stopping is under way; a second Ctrl-C must not cut it off and leave a part behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
