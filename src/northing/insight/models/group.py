"""Pieces that sound alike and lead to no opportunity yet: kept, so that nobody waits for them to be found."""

from django.db import models

from northing.insight.models.feedback import Feedback, FeedbackState
from northing.organisation.models import Member


class GroupQuerySet(models.QuerySet["Group"]):
    def seen_whole_by(self, actor: Member) -> "GroupQuerySet":
        """Its title is made of its pieces' words: whoever may not see one of them may not see the group."""
        if actor.runs_the_place:
            return self
        restricted = GroupMember.objects.filter(feedback__product__restricted=True)
        return self.exclude(pk__in=restricted.exclude(feedback__product__owner=actor).values("group"))

    def largest_first(self) -> "GroupQuerySet":
        """Those of which enough still waits."""
        return self.filter(size__gte=Group.SMALLEST).order_by("-size", "-closeness", "id")


class Group(models.Model):
    """A problem without a name: `title` is of its pieces' own words. `closeness`: how alike, 0 to 1. `size`:
    how many of its pieces wait, counted when it was made, when one was decided on from the list of groups, and
    each minute: lists of thousands are ordered by it."""

    SMALLEST = 2

    title = models.CharField(max_length=200)
    closeness = models.FloatField()
    size = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["-size", "-closeness", "id"], name="largest_group_first")]

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
