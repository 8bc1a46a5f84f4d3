"""The period for which objectives are set."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from northing.organisation.history import track
from northing.organisation.models import Member

CADENCE = 14


@track()
class Cycle(models.Model):
    """A year, a quarter: from its first to its last day. Objectives are checked every `cadence` days."""

    name = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    cadence = models.PositiveSmallIntegerField(default=CADENCE, help_text="Days from one check-in to the next.")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="one_cycle_a_name"),
            models.CheckConstraint(condition=Q(starts_on__lt=F("ends_on")), name="cycle_has_days"),
            models.CheckConstraint(condition=Q(cadence__range=(1, 92)), name="checked_within_a_quarter"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    def pace(self, today: date) -> float:
        """The share of its days that is over: where an even pace would be."""
        days = (self.ends_on - self.starts_on).days + 1
        return min(1.0, max(0.0, ((today - self.starts_on).days + 1) / days))
