from northing.metrics.models.alert import STANDING, Alert, AlertState
from northing.metrics.models.delivery import Delivery, DeliveryPart, Way
from northing.metrics.models.expected import ExpectedRange
from northing.metrics.models.factor import Factor
from northing.metrics.models.feed import Every, Feed, FeedKind, FeedSeries
from northing.metrics.models.forecast import MetricForecast
from northing.metrics.models.metric import (
    Direction,
    Grain,
    MadeOf,
    Metric,
    Observation,
    OverProducts,
    OverTime,
    Restatement,
    SourceKind,
)
from northing.metrics.models.target import Target

__all__ = [
    "STANDING",
    "Alert",
    "AlertState",
    "Delivery",
    "DeliveryPart",
    "Direction",
    "Every",
    "ExpectedRange",
    "Factor",
    "Feed",
    "FeedKind",
    "FeedSeries",
    "Grain",
    "MadeOf",
    "Metric",
    "MetricForecast",
    "Observation",
    "OverProducts",
    "OverTime",
    "Restatement",
    "SourceKind",
    "Target",
    "Way",
]
