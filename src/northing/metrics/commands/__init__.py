"""Every write of this room, one sentence each."""

from northing.metrics.commands.metrics import (
    BROUGHT_BY,
    OF_A_METRIC,
    change_metric,
    create_metric,
    restore_metric_field,
)

__all__ = ["BROUGHT_BY", "OF_A_METRIC", "change_metric", "create_metric", "restore_metric_field"]
