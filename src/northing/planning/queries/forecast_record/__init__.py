"""The forecast record: what was promised and said, once its day has passed, against what happened."""

from northing.planning.queries.forecast_record.closed import ClosedPromise, closed_promise, closed_promises
from northing.planning.queries.forecast_record.filter import RecordFilter
from northing.planning.queries.forecast_record.page import ForecastRecord, forecast_record

__all__ = [
    "ClosedPromise",
    "ForecastRecord",
    "RecordFilter",
    "closed_promise",
    "closed_promises",
    "forecast_record",
]
