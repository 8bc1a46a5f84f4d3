from django.db import models

from northing.metrics.models.metric import Metric
from northing.organisation.history import track
from northing.organisation.models import Member


@track()
class Target(models.Model):
    """What a metric should reach by a day, or, for a floor, never fall short of until then."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="targets")
    by = models.DateField()
    value = models.FloatField()
    is_floor = models.BooleanField(default=False)
    set_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["by", "is_floor"]
        constraints = [
            models.UniqueConstraint(fields=["metric", "by", "is_floor"], name="one_target_a_metric_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.value:g} by {self.by}"
