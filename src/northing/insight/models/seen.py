from django.db import models

from northing.insight.models.opportunity import Opportunity
from northing.organisation.history import track
from northing.portfolio.models import Signal


@track()
class OpportunitySignal(models.Model):
    """Something seen in the market is about a customer problem."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="signals")
    signal = models.ForeignKey(Signal, models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "signals about opportunities"
        constraints = [models.UniqueConstraint(fields=["opportunity", "signal"], name="signal_about_it_once")]

    def __str__(self) -> str:
        return f"{self.signal} is about {self.opportunity}"
