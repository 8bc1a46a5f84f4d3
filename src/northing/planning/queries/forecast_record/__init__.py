"""The promises whose day has passed: which of them are asked for, and what became of each."""

from northing.planning.queries.forecast_record.closed import ClosedPromise, closed_promise, closed_promises
from northing.planning.queries.forecast_record.filter import RecordFilter

__all__ = ["ClosedPromise", "RecordFilter", "closed_promise", "closed_promises"]
