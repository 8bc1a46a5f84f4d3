"""What a scenario would lead to: the forecast of the plan, with the same futures and other inputs."""

from northing.planning.forecasts.scenarios.fitting import Fitting
from northing.planning.forecasts.scenarios.working_out import Worked, work_out

__all__ = ["Fitting", "Worked", "work_out"]
