"""Which features would serve which customer problems."""

from django.db import models

from northing.insight.models import Opportunity
from northing.organisation.history import track
from northing.planning.models.feature import Feature


@track()
class FeatureOpportunity(models.Model):
    """A feature would serve an opportunity. `note`: for whom, or which part of it."""

    feature = models.ForeignKey(Feature, models.CASCADE, related_name="serves")
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "features that serve opportunities"
        constraints = [models.UniqueConstraint(fields=["feature", "opportunity"], name="serves_once")]

    def __str__(self) -> str:
        return f"{self.feature} serves {self.opportunity}"
