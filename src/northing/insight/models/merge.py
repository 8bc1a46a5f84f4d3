from django.db import models
from django.db.models import Q

from northing.organisation.history import track
from northing.organisation.models import Member


class Merged(models.TextChoices):
    FEEDBACK = "feedback", "Feedback"
    OPPORTUNITY = "opportunity", "Opportunity"
    CUSTOMER = "customer", "Customer"


@track()
class Merge(models.Model):
    """One row was found to be the same as another. It stays, its links moved; `moved` names each of them, so
    that exactly these go back when it is undone, whenever that is, and what came later stays where it is."""

    thing = models.CharField(max_length=11, choices=Merged)
    kept = models.BigIntegerField()
    gone = models.BigIntegerField()
    moved = models.JSONField(default=list, help_text="[model, id, field, ...] of each link that moved.")
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "gone"], condition=Q(undone_at=None), name="merged_into_one"
            ),
            models.CheckConstraint(condition=~Q(kept=models.F("gone")), name="not_merged_into_itself"),
        ]
        indexes = [models.Index(fields=["thing", "kept"], name="merge_kept")]

    def __str__(self) -> str:
        return f"{self.thing} {self.gone} into {self.kept}"
