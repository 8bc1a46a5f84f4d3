"""What was worked out to be the best plan, as far as it was known then."""

from django.db import models

from northing.organisation.models import Member
from northing.planning.models.scenario import Scenario


class SelectionState(models.TextChoices):
    QUEUED = "queued", "queued"
    RUNNING = "running", "running"
    DONE = "done", "done"
    STOPPED = "stopped", "stopped"
    FAILED = "failed", "failed"


class SelectionRun(models.Model):
    """One search for the best plan of a scenario; without a scenario, of the next quarters.

    It is filled while it runs: `chosen` is the best so far, and no plan is worth more than `bound`.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=SelectionState, default=SelectionState.QUEUED)
    stop = models.BooleanField(default=False, help_text="Somebody has seen enough.")
    seconds = models.FloatField(default=30, help_text="How long it may look for better plans.")
    sure = models.FloatField(
        null=True, blank=True, help_text="The chance with which it has to fit; without one, by likely effort."
    )
    value = models.FloatField(null=True, blank=True)
    bound = models.FloatField(null=True, blank=True)
    greedy = models.FloatField(null=True, blank=True, help_text="What value per effort alone would give.")
    chosen = models.JSONField(
        default=dict, help_text="The quarter, counted from 0, of each candidate that is in."
    )
    said = models.JSONField(
        default=dict, help_text="Reasons, robustness, next best plans, what can't be weighed."
    )
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.scenario or 'Next quarters'}, {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state not in {SelectionState.QUEUED, SelectionState.RUNNING}
