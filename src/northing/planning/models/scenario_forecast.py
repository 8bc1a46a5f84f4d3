"""What each scenario would lead to, worked out beside the plan in the same futures."""

from django.db import models

from northing.planning.models.outlook import ForecastRun
from northing.planning.models.scenario import Scenario


class ScenarioForecast(models.Model):
    """The latest of one scenario; the one without a scenario is the plan as it stands."""

    scenario = models.OneToOneField(Scenario, models.CASCADE, null=True, blank=True, related_name="forecast")
    run = models.ForeignKey(ForecastRun, models.CASCADE, related_name="+")
    made_of = models.CharField(
        max_length=64, help_text="What it was worked out from; another one is out of date."
    )
    made_at = models.DateTimeField()
    said = models.JSONField(default=dict, help_text="The measures: see `forecasts.scenarios.Measures`.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scenario"], nulls_distinct=False, name="one_forecast_a_scenario_and_the_plan"
            )
        ]

    def __str__(self) -> str:
        return f"Forecast of {self.scenario or 'the plan'}"
