from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from northing.organisation.history import track
from northing.organisation.models.member import Member


class Scope(models.TextChoices):
    READ = "read", "Read what I may see"
    WRITE = "write", "Change what I may change"


@track(exclude=["token_hash", "last_used_at"])
class ApiToken(models.Model):
    """Lets a program act as a member, within scopes. Only its hash is kept."""

    name = models.CharField(max_length=120)
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope))
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


class AnsweredRequest(models.Model):
    """What a POST with an Idempotency-Key was answered, so that asking again only answers the same."""

    token = models.ForeignKey(ApiToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    asked_hash = models.CharField(max_length=64, help_text="Of method, path and body.")
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    answered_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answered_once")]

    def __str__(self) -> str:
        return self.key
