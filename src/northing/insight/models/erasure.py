from django.db import models

from northing.organisation.models import Member


class Erasure(models.Model):
    """That a person was erased, on which legal basis, and the count that stays. It does not say who."""

    basis = models.TextField(help_text="Why the anonymous count may stay.")
    pieces = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    still_in = models.JSONField(default=list, help_text="Tables in which their address was found afterwards.")
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.pieces} pieces without their words"
