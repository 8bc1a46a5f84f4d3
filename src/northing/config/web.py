"""The web server, a process of `northing run`."""

import gc
import os
from collections.abc import Callable
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from northing.config.environment import environment
from northing.config.lifeline import end_with

THREADS = 8  # as many as the pool holds connections: a thread never waits for one
# Objects left over before cycles are looked for. A page of 500 features holds some 50,000 while it is made and
# leaves almost none: Python's own 700 would look six times a page, this looks once in hundreds of pages.
LOOK_EVERY = 100_000


def main() -> None:
    settings = environment()
    Server(
        "northing.config.web:load_and_end_with_server",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.web_processes,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,  # its warning is that there are more threads than cores
        respawn_failed_workers=True,
        workers_kill_timeout=8,
    ).serve()


def load() -> Callable[..., Any]:
    """The application with all its addresses."""
    from django.urls import get_resolver

    from northing.config.wsgi import application

    get_resolver().url_patterns  # noqa: B018  imports the views, which the first visitor would wait for
    spare_what_stays()
    return application


def spare_what_stays() -> None:
    """Looking through the whole program for cycles that ended holds a page up by a tenth of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOOK_EVERY, *gc.get_threshold()[1:])


def load_and_end_with_server() -> Callable[..., Any]:
    """Called by each of the web server's own processes."""
    end_with(os.getppid())
    return load()
