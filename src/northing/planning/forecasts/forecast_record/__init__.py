"""The forecast record: what was promised and said, once its day has passed, against what happened."""

from northing.planning.forecasts.forecast_record.page import ForecastRecord, forecast_record

__all__ = ["ForecastRecord", "forecast_record"]
