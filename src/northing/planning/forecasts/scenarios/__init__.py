"""What a scenario would lead to: the forecast of the plan, with the same futures and other inputs."""

from northing.planning.forecasts.scenarios.working_out import Worked, work_out

__all__ = ["Worked", "work_out"]
