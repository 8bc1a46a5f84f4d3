"""When will each piece be done, and how far do our own promises slip?"""

from northing_engine.forecasting.backtest import Backtest, backtest
from northing_engine.forecasting.burn_up import BurnUp, burn_up
from northing_engine.forecasting.calendar import Calendar
from northing_engine.forecasting.capacity import Capacity, TeamCapacity
from northing_engine.forecasting.delivery import affected, forecast_delivery
from northing_engine.forecasting.errors import (
    CircularNeeds,
    DuplicatePiece,
    ForecastingError,
    InvalidRange,
    UnknownNeed,
)
from northing_engine.forecasting.futures import DeliveryForecast, Method, PieceForecast
from northing_engine.forecasting.history import ENOUGH_WEEKS, History
from northing_engine.forecasting.joint import NEVER, JointForecast, forecast_together
from northing_engine.forecasting.ranges import Range
from northing_engine.forecasting.reference_class import reference_factor
from northing_engine.forecasting.slip import SlipForecast, SlipModel, slip_model
from northing_engine.forecasting.slip_blend import Blend, BlendRecord, blend
from northing_engine.forecasting.slip_promises import Category, Measure, PromiseHistory, Promises
from northing_engine.forecasting.slip_record import PromiseRecord, promise_record
from northing_engine.forecasting.throughput import how_many, when_done
from northing_engine.forecasting.work import Key, Piece

__all__ = [
    "ENOUGH_WEEKS",
    "NEVER",
    "Backtest",
    "Blend",
    "BlendRecord",
    "BurnUp",
    "Calendar",
    "Capacity",
    "Category",
    "CircularNeeds",
    "DeliveryForecast",
    "DuplicatePiece",
    "ForecastingError",
    "History",
    "InvalidRange",
    "JointForecast",
    "Key",
    "Measure",
    "Method",
    "Piece",
    "PieceForecast",
    "PromiseHistory",
    "PromiseRecord",
    "Promises",
    "Range",
    "SlipForecast",
    "SlipModel",
    "TeamCapacity",
    "UnknownNeed",
    "affected",
    "backtest",
    "blend",
    "burn_up",
    "forecast_delivery",
    "forecast_together",
    "how_many",
    "promise_record",
    "reference_factor",
    "slip_model",
    "when_done",
]
