from django.db import models

from northing.organisation.models import Member


class Erasure(models.Model):
    """That a person was erased, on which legal basis, and the count that stays. It does not say who, but for as
    long as copies of what they said are looked for: sealed then, and empty when it is done."""

    basis = models.TextField(help_text="Why the anonymous count may stay.")
    pieces = models.PositiveIntegerField(default=0)
    votes = models.PositiveIntegerField(default=0)
    still_in = models.JSONField(default=list, help_text="Tables in which their address was found afterwards.")
    looking_for = models.TextField(default="", help_text="Sealed: by what copies are found.")
    step = models.CharField(max_length=100, default="", help_text="What is done just now.")
    ended_at = models.DateTimeField(null=True, help_text="When everything was looked through.")
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.pieces} pieces without their words"
