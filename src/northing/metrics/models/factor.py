from django.db import models
from django.db.models import F, Q

from northing.metrics.models.metric import Metric
from northing.organisation.history import track


@track()
class Factor(models.Model):
    """A metric that another one is made of: a summand or a factor, by the whole's `made_of`.

    `inverse` takes it away, or divides by it.
    """

    whole = models.ForeignKey(Metric, models.CASCADE, related_name="factors")
    part = models.ForeignKey(Metric, models.CASCADE, related_name="+")
    inverse = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["whole", "part"], name="one_factor_a_whole_and_part"),
            models.CheckConstraint(condition=~Q(whole=F("part")), name="no_metric_is_made_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.part} in {self.whole}"
