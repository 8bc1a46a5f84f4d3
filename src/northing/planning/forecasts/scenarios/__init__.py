"""What a scenario would lead to: the forecast of the plan, with the same futures and other inputs."""

from northing.planning.forecasts.scenarios.fingerprint import made_of
from northing.planning.forecasts.scenarios.working_out import Worked, work_out

__all__ = ["Worked", "made_of", "work_out"]
