from django.db import models
from django.db.models import Q

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.planning.models.feature import Feature


class Outcome(models.TextChoices):
    HELD = "held", "held"
    MISSED = "missed", "missed"
    WITHDRAWN = (
        "withdrawn",
        "withdrawn",
    )  # the feature was dropped or the promise taken back: it scores nothing


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def current(self) -> "CommitmentQuerySet":
        return self.filter(replaced_at=None, outcome="")


@track()
class Commitment(models.Model):
    """A date promised for a feature, to whom and by whom. Moving it is a new row, and the old one still counts:
    every row is closed with what happened, measured against the day that it named."""

    feature = models.ForeignKey(Feature, models.CASCADE, related_name="commitments")
    due_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_to = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    # What the forecast said when the promise was made: sealed, so that it can be scored.
    chance_then = models.FloatField(null=True, blank=True)
    p50_then = models.DateField(null=True, blank=True)
    p85_then = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    what_happened = models.TextField(blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["feature"],
                condition=Q(replaced_at=None, outcome=""),
                name="one_open_commitment_a_feature",
            ),
            models.CheckConstraint(
                condition=Q(chance_then=None) | Q(chance_then__range=(0, 1)), name="chance_is_a_probability"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="commitment_due")]

    def __str__(self) -> str:
        return f"{self.feature} by {self.due_on}"

    @property
    def is_current(self) -> bool:
        return self.replaced_at is None and not self.outcome
