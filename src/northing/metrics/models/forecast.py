from django.contrib.postgres.fields import ArrayField
from django.db import models

from northing.metrics.models.metric import Metric


class MetricForecast(models.Model):
    """Where a metric was going, as said on one day: sealed, so that later days can be compared with it.

    `days` are the first days of the coming periods; the five arrays are quantiles of the value on each, in the
    metric's unit. `expected_low` and `expected_high` are the range in which the next value should lie.
    """

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="forecasts", db_index=False)
    said_on = models.DateField()
    days = ArrayField(models.DateField())
    p10 = ArrayField(models.FloatField())
    p25 = ArrayField(models.FloatField())
    p50 = ArrayField(models.FloatField())
    p75 = ArrayField(models.FloatField())
    p90 = ArrayField(models.FloatField())
    expected_low = models.FloatField(null=True)
    expected_high = models.FloatField(null=True)
    basis = models.JSONField(default=dict, help_text="Method, season, number of values, coverage on the past.")

    class Meta:
        ordering = ["-said_on"]
        constraints = [
            models.UniqueConstraint(fields=["metric", "said_on"], name="one_forecast_a_metric_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} as said on {self.said_on}"
