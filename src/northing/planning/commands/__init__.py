"""Every write in planning, one sentence each."""

from northing.organisation.commands.saved_views import change_view, delete_view, save_view
from northing.planning.commands.aims import (
    aim,
    aim_initiative,
    keep_running,
    stop_aiming,
    stop_aiming_initiative,
)
from northing.planning.commands.audiences import delete_audience, save_audience
from northing.planning.commands.calendar import add_holiday, remove_holiday, set_capacity, set_working_week
from northing.planning.commands.commitments import (
    close_open_commitments,
    commit,
    explain_outcome,
    withdraw_commitment,
)
from northing.planning.commands.dependencies import add_dependency, remove_dependency
from northing.planning.commands.features import (
    CHANGEABLE,
    change_feature,
    change_feature_field,
    change_features,
    create_feature,
    move_rank,
)
from northing.planning.commands.items import add_item, change_item, recount
from northing.planning.commands.outlooks import ask_forecast
from northing.planning.commands.plan import (
    OF_A_RELEASE,
    OF_AN_INITIATIVE,
    change_initiative,
    change_release,
    create_initiative,
    create_release,
    restore_initiative_field,
    restore_release_field,
)
from northing.planning.commands.refreshing import refresh_forecast
from northing.planning.commands.rows import Promise, RowChange, change_rows
from northing.planning.commands.serving import serve, stop_serving

__all__ = [
    "CHANGEABLE",
    "OF_AN_INITIATIVE",
    "OF_A_RELEASE",
    "Promise",
    "RowChange",
    "add_dependency",
    "add_holiday",
    "add_item",
    "aim",
    "aim_initiative",
    "ask_forecast",
    "change_feature",
    "change_feature_field",
    "change_features",
    "change_initiative",
    "change_item",
    "change_release",
    "change_rows",
    "change_view",
    "close_open_commitments",
    "commit",
    "create_feature",
    "create_initiative",
    "create_release",
    "delete_audience",
    "delete_view",
    "explain_outcome",
    "keep_running",
    "move_rank",
    "recount",
    "refresh_forecast",
    "remove_dependency",
    "remove_holiday",
    "restore_initiative_field",
    "restore_release_field",
    "save_audience",
    "save_view",
    "serve",
    "set_capacity",
    "set_working_week",
    "stop_aiming",
    "stop_aiming_initiative",
    "stop_serving",
    "withdraw_commitment",
]
