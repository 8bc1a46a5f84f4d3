"""What a plan is chosen from, within which limits, and what was found."""

from northing.planning.queries.selecting.names import field_names, names
from northing.planning.queries.selecting.offers import Offer, offers, read, times_of
from northing.planning.queries.selecting.rules import Pinned, Ruled, pinned, ruled
from northing.planning.queries.selecting.runs import latest, run_of, scenario_called, scenario_of, scenarios
from northing.planning.queries.selecting.weeks import Weeks, weeks

__all__ = [
    "Offer",
    "Pinned",
    "Ruled",
    "Weeks",
    "field_names",
    "latest",
    "names",
    "offers",
    "pinned",
    "read",
    "ruled",
    "run_of",
    "scenario_called",
    "scenario_of",
    "scenarios",
    "times_of",
    "weeks",
]
