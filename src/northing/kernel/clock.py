"""The one place that knows what time it is, so that tests and the sample organisation can say so."""

import contextvars
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

_frozen: contextvars.ContextVar[datetime | None] = contextvars.ContextVar("frozen", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    return now().date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Inside this block `now()` answers `moment`. Nests."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
