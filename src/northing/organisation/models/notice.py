from datetime import datetime
from typing import Self

from django.db import models

from northing.organisation.models.member import Member


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, actor: Member) -> Self:
        """One's own only: what somebody was told about is theirs."""
        return self.filter(member=actor)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(models.Model):
    """Something that happened, told to the one whom it concerns, with the place to go to.

    `cause` names what it is about: as long as it is unread, what happens next to the same thing changes the
    notice instead of adding one.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    cause = models.CharField(max_length=80)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    told_at = models.DateTimeField()
    read_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        null=True, blank=True
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-id"]
        indexes = [models.Index(fields=["member", "-told_at"], name="notices_of_a_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "cause"], condition=models.Q(read_at=None), name="one_unread_notice_a_cause"
            )
        ]

    def __str__(self) -> str:
        return self.text
