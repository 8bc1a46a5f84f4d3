from django.contrib.postgres.fields import ArrayField
from django.db import models

from northing.metrics.models.metric import Metric


class ExpectedRange(models.Model):
    """What each value of a metric was expected to lie between before it came, kept as values come.

    Three arrays of one length, oldest first: the first day of a period, and the ends of its range in the
    metric's unit. Periods of which nothing could be expected are left out.
    """

    metric = models.OneToOneField(Metric, models.CASCADE, primary_key=True, related_name="+")
    days = ArrayField(models.DateField())
    low = ArrayField(models.FloatField())
    high = ArrayField(models.FloatField())

    def __str__(self) -> str:
        return f"{self.metric_id}: {len(self.days)} periods"
