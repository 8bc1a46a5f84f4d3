"""Customers' people who were asked to talk with us."""

from django.db import models

from northing.insight.models.customer import Contact
from northing.organisation.history import track
from northing.organisation.models import Member


@track()
class Interview(models.Model):
    """What somebody was asked to one with, by whom and when: so that nobody asks them again next week."""

    SUBJECT = "Half an hour about your work?"

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="interviews")
    text = models.TextField()
    asked_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    by_mail = models.BooleanField(default=False, help_text="Went out through the configured mail server.")

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return self.text[:60]
