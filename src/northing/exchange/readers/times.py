"""When a row's work was created, started, finished and promised, and which state that makes it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from northing.exchange.mapping import Mapping
from northing.exchange.readers.dates import DateReader, Order
from northing.exchange.readers.periods import end_of_period
from northing.exchange.readers.recognised import Recognised
from northing.exchange.readers.records import ReleaseDays, State
from northing.exchange.readers.vocabulary import RELEASE_DATES

_ENDINGS = ("done", "cancelled", "state_changed", "updated")


class Unreadable(Exception):
    """A cell whose value cannot be taken: the target it is for, the value, and why."""

    def __init__(self, target: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.target, self.value, self.reason = target, value, reason


Times = tuple[State, datetime | None, datetime | None, datetime | None, str]
"""State, created, started, done, and the target that gave `done`."""


class Clock:
    """Reads the moments of one file's rows."""

    def __init__(self, recognised: Recognised, mapping: Mapping) -> None:
        zone = UTC if mapping.zone == "UTC" else ZoneInfo(mapping.zone)
        readers: dict[Order, DateReader] = {"dmy": DateReader("dmy", zone), "mdy": DateReader("mdy", zone)}

        def reader(target: str) -> DateReader:
            name = next(iter(mapping.fields.get(target, ())), "")
            column = recognised.column(name)
            seen: Order = column.dates.order if column and column.dates else "dmy"
            return readers[mapping.orders.get(name, seen)]

        self._created, self._started = reader("created").moment, reader("started").moment
        self._due = reader("due").day
        self._release_days = [(target, reader(target).day) for target in RELEASE_DATES]
        self._endings = {target: reader(target).moment for target in _ENDINGS}
        self._done = self._endings["done"]
        self._placed, self._swap = mapping.states, mapping.swap_dates
        # A tracker with phases says by them whether work is done: a reopened issue may keep its old date.
        # In any other table a finish date says so itself.
        self._status_decides = recognised.source in ("jira", "jira-json", "github")
        self._phase_starts = recognised.source in ("jira", "jira-json")

    def due(self, text: str) -> date:
        try:
            return self._due(text)
        except ValueError as problem:
            if end := end_of_period(text):
                return end
            raise Unreadable("due", text, str(problem)) from None

    def release_days(self, texts: list[str]) -> ReleaseDays:
        days: list[date | None] = []
        for (target, read), text in zip(self._release_days, texts, strict=True):
            try:
                days.append(read(text) if text else None)
            except ValueError as problem:
                raise Unreadable(target, text, str(problem)) from None
        return ReleaseDays(*days)

    def times(
        self, state: State | None, status: str, created: str, started: str, endings: tuple[str, str, str, str]
    ) -> Times:
        """`endings` are the texts of done, cancelled, state changed and updated. Unreadable where a text is."""
        try:
            born = self._created(created) if created else None
            finished = None
            source = ""
            if state in {"done", "cancelled", None} or endings[0]:
                state = self._settled(state, status, endings[0], started)
                if state in {"done", "cancelled"}:
                    finished, source = self._ending(state, endings)
            begun = None if state in {"planned", "idea"} else self._begun(state, started, endings[2])
        except ValueError as problem:
            raise self._blamed(created, started, endings, str(problem)) from None
        if finished and born and finished < born:
            born, finished = self._in_order(born, finished, source, endings)
        if begun and finished and begun > finished:
            begun = None
        return state, born, begun, finished, source

    def _settled(self, state: State | None, status: str, done: str, started: str) -> State:
        if state is None:
            return "done" if done else "building" if started else "planned"
        if done and state != "cancelled" and not self._status_decides and status not in self._placed:
            return "done"
        return state

    def _begun(self, state: State, started: str, changed: str) -> datetime | None:
        if started:
            return self._started(started)
        if changed and state == "building" and self._phase_starts:
            return self._endings["state_changed"](changed)
        return None

    def _ending(self, state: State, endings: tuple[str, str, str, str]) -> tuple[datetime | None, str]:
        """The moment it ended, and the target that gave it."""
        done, cancelled, changed, updated = endings
        if done and (state == "done" or not cancelled):
            return self._done(done), "done"
        for target, text in (("cancelled", cancelled), ("state_changed", changed), ("updated", updated)):
            if text:
                return self._endings[target](text), target
        return None, ""

    def _in_order(
        self, born: datetime, finished: datetime, source: str, endings: tuple[str, str, str, str]
    ) -> tuple[datetime, datetime]:
        if self._swap:
            return finished, born
        if born - finished < timedelta(days=1) and not (finished.hour or finished.minute):
            return born, born  # finished on the day it was created, and only the day is known
        written = dict(zip(_ENDINGS, endings, strict=True))[source]
        raise Unreadable(source, written, "Finished before it was created")

    def _blamed(
        self, created: str, started: str, endings: tuple[str, str, str, str], reason: str
    ) -> Unreadable:
        """The first text that cannot be read. Found by trying again, so that good rows pay nothing for it."""
        texts = (("created", created), ("started", started), *zip(_ENDINGS, endings, strict=True))
        readers = {"created": self._created, "started": self._started, **self._endings}
        for target, text in texts:
            try:
                if text:
                    readers[target](text)
            except ValueError as problem:
                if str(problem) == reason:
                    return Unreadable(target, text, reason)
        raise AssertionError(f"no text is to blame for: {reason}")
