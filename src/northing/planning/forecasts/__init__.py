"""The only place in planning that speaks to the engine: our rows in, chances and dates out. Nothing is written.

`inputs` gathers what the engine needs, `delivery` asks it when features are done, `promises` how far our own
promises slip, and `outlooks` puts both together for every open feature. `what_if` forecasts again, changed:
`levers` finds what would bring a commitment back, `moved` what moved its chance. `standing` says every chance
as it is now, `burn_up` draws where the items lead, and `forecast_record` scores what was said before.
"""

from northing.planning.forecasts.delivery import forecast
from northing.planning.forecasts.inputs import Inputs, gather
from northing.planning.forecasts.outlooks import FeatureOutlook, outlooks

__all__ = ["FeatureOutlook", "Inputs", "forecast", "gather", "outlooks"]
