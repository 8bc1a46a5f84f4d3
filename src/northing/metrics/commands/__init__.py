"""Every write of this room, one sentence each."""

from northing.metrics.commands.alerts import assign_alert, explain_alert, reopen_alert, snooze_alert
from northing.metrics.commands.bringing import Draft, bring_series
from northing.metrics.commands.clearing import clear_log
from northing.metrics.commands.feeds import (
    KEPT_BY,
    ask_reading,
    forget_feed,
    read_due,
    read_feed,
    save_feed,
    send_to,
    try_feed,
)
from northing.metrics.commands.guessing import guess
from northing.metrics.commands.metrics import (
    BROUGHT_BY,
    OF_A_METRIC,
    change_metric,
    create_metric,
    restore_metric_field,
)
from northing.metrics.commands.observations import Arrived, look_at_observations, record_observations
from northing.metrics.commands.pushing import push_observations
from northing.metrics.commands.taking_back import take_back
from northing.metrics.commands.targets import drop_target, set_target
from northing.metrics.commands.typing import type_value
from northing.metrics.commands.watching import ask_watching, watch_metrics
from northing.metrics.models import Way

BY_FILE = Way.FILE  # for pages, which know no models

__all__ = [
    "BROUGHT_BY",
    "BY_FILE",
    "KEPT_BY",
    "OF_A_METRIC",
    "Arrived",
    "Draft",
    "ask_reading",
    "ask_watching",
    "assign_alert",
    "bring_series",
    "change_metric",
    "clear_log",
    "create_metric",
    "drop_target",
    "explain_alert",
    "forget_feed",
    "guess",
    "look_at_observations",
    "push_observations",
    "read_due",
    "read_feed",
    "record_observations",
    "reopen_alert",
    "restore_metric_field",
    "save_feed",
    "send_to",
    "set_target",
    "snooze_alert",
    "take_back",
    "try_feed",
    "type_value",
    "watch_metrics",
]
