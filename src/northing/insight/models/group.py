"""Pieces that sound alike and lead to no opportunity yet: kept, so that nobody waits for them to be found."""

from django.db import models

from northing.insight.models.feedback import Feedback, FeedbackState
from northing.organisation.models import Member


class GroupQuerySet(models.QuerySet["Group"]):
    def seen_whole_by(self, actor: Member) -> "GroupQuerySet":
        """Its title is made of its pieces' words: whoever may not see one of them may not see the group."""
        hidden = GroupMember.objects.exclude(feedback__in=Feedback.objects.visible_to(actor))
        return self if actor.runs_the_place else self.exclude(pk__in=hidden.values("group"))


class Group(models.Model):
    """A problem without a name: `title` is of its pieces' own words. `closeness`: how alike, 0 to 1."""

    title = models.CharField(max_length=200)
    closeness = models.FloatField()
    made_at = models.DateTimeField()

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class GroupMemberQuerySet(models.QuerySet["GroupMember"]):
    def waiting(self) -> "GroupMemberQuerySet":
        """Those that nobody has linked, answered or set aside since."""
        return self.filter(feedback__merged_into=None, feedback__state=FeedbackState.NEW)


class GroupMember(models.Model):
    """`position`: the most central piece is 0."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="members")
    feedback = models.OneToOneField(Feedback, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.feedback} in {self.group}"


class Grouping(models.Model):
    """The last time that groups were made: `newest` is the piece that came last before it."""

    newest = models.BigIntegerField()
    pieces = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pieces} pieces grouped"
