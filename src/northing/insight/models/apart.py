from django.db import models
from django.db.models import F, Q

from northing.insight.models.feedback import Feedback
from northing.organisation.history import track
from northing.organisation.models import Member


@track()
class KeptApart(models.Model):
    """Two pieces that look alike and, as somebody said, are not: neither is offered for the other."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="+")
    other = models.ForeignKey(Feedback, models.CASCADE, related_name="+")
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "pieces kept apart"
        constraints = [
            models.UniqueConstraint(fields=["feedback", "other"], name="kept_apart_once"),
            models.CheckConstraint(condition=Q(feedback__lt=F("other")), name="the_older_piece_comes_first"),
        ]

    def __str__(self) -> str:
        return f"{self.feedback} is not {self.other}"
