"""What was begun and finished when, read for the page Flow and for what is old on Today."""

from northing.planning.queries.flow.filter import FlowFilter
from northing.planning.queries.flow.items import FlowItem, flow_items, longest, teams_with_items
from northing.planning.queries.flow.progress import InProgress, days_taken, in_progress
from northing.planning.queries.flow.record import FlowRecord, record

__all__ = [
    "FlowFilter",
    "FlowItem",
    "FlowRecord",
    "InProgress",
    "days_taken",
    "flow_items",
    "in_progress",
    "longest",
    "record",
    "teams_with_items",
]
