from django.db import models
from django.db.models import Q

from northing.organisation.history import track
from northing.organisation.models import Team
from northing.planning.models.feature import Feature, Release


class ItemState(models.TextChoices):
    TODO = "todo", "To do"
    DOING = "doing", "Doing"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


@track(many=True)
class Item(models.Model):
    """The smallest tracked piece of work. A team's throughput is its items done a week."""

    feature = models.ForeignKey(Feature, models.SET_NULL, null=True, blank=True, related_name="items")
    team = models.ForeignKey(  # item_throughput is its index, too
        Team, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+"
    )
    release = models.ForeignKey(Release, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.TODO)
    assignee = models.CharField(max_length=200, blank=True, help_text="As the tracker names them.")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Empty where the tracker does not say when: no forecast learns from it.",
    )
    tracker_key = models.CharField(max_length=120, blank=True)
    tracker_url = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tracker_key"], condition=~Q(tracker_key=""), name="one_item_a_key"
            ),
        ]
        indexes = [
            models.Index(fields=["team", "done_at"], name="item_throughput"),
        ]

    def __str__(self) -> str:
        return self.name
