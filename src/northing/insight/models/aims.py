from django.db import models

from northing.insight.models.opportunity import Opportunity
from northing.organisation.history import track
from northing.strategy.models import KeyResult, Objective


@track()
class OpportunityAim(models.Model):
    """Solving a customer problem would serve an objective; one key result of it where that is known."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="aims")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "objective", "key_result"],
                nulls_distinct=False,
                name="opportunity_aims_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.opportunity} for {self.key_result or self.objective}"
