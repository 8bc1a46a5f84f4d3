from datetime import datetime

from django.db import models
from django.db.models.functions import Lower

from northing.organisation.history import track
from northing.organisation.models.member import Member, Role


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither used nor withdrawn; an expired one is open until somebody renews or withdraws it."""
        return self.filter(accepted_at=None, withdrawn_at=None)


@track(exclude=["token_hash"])
class Invitation(models.Model):
    """A link that works once, for seven days. Only its hash is kept."""

    DAYS = 7

    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        indexes = [models.Index(Lower("email"), name="invitation_email")]

    def __str__(self) -> str:
        return f"{self.email} as {self.get_role_display()}"

    def is_usable(self, now: datetime) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at
