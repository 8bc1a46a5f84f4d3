from datetime import datetime

from django.db import models

from northing.organisation.history import track
from northing.organisation.models.member import Member


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def visible_to(self, actor: Member) -> "ShareLinkQuerySet":
        """Whoever made it answers for it; those who run the place answer for all."""
        return self if actor.runs_the_place else self.filter(made_by=actor)


@track(exclude=["token_hash", "password", "last_opened_at"])
class ShareLink(models.Model):
    """A page for people who do not sign in. The address holds 128 bits or more; only its hash is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    page = models.CharField(max_length=40, help_text="What is shared, such as planning.roadmap.")
    name = models.CharField(max_length=120)
    audience = models.CharField(max_length=60, help_text="Decides which fields exist in the answer.")
    query = models.TextField(blank=True, help_text="The page's own filter, as in its address.")
    password = models.CharField(max_length=128, blank=True)
    made_by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    def is_of(self, actor: Member) -> bool:
        """May this person see and revoke it?"""
        return actor.runs_the_place or self.made_by_id == actor.pk
