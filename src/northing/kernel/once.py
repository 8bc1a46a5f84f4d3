"""What several parts of a page ask is looked up once."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Found = TypeVar("Found")
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


@contextmanager
def page() -> Iterator[None]:
    """Inside, nothing changes. Nests: what is shown of another day is looked up anew."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once_a_page(ask: Callable[Asked, Found]) -> Callable[Asked, Found]:
    """Inside a page, the same arguments (they must be hashable) get the same answer, which nobody changes.

    Outside, as in commands and in the background, each call asks.
    """

    @wraps(ask)
    def asked(*args: Asked.args, **named: Asked.kwargs) -> Found:
        known = _known.get()
        if known is None:
            return ask(*args, **named)
        key = (ask, args, tuple(named.items()))
        if key not in known:
            known[key] = ask(*args, **named)
        found: Found = known[key]
        return found

    return asked
