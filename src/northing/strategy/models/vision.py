"""What the company wants to be true one day, and the few things it does about it."""

from django.db import models
from django.db.models.functions import Lower

from northing.organisation.history import track
from northing.organisation.models import Member

LONGEST_VISION = 600


@track()
class Vision(models.Model):
    """One version of the vision. A new one does not change the old: the latest holds."""

    text = models.TextField(max_length=LONGEST_VISION)
    reason = models.TextField(blank=True, help_text="Why it was said anew.")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-said_at", "-id"]

    def __str__(self) -> str:
        return self.text


@track()
class Pillar(models.Model):
    """One of the few things that lead to the vision. `promise`: what is true when it stands."""

    name = models.CharField(max_length=80)
    promise = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_pillar_a_name")]

    def __str__(self) -> str:
        return self.name
