"""Where values come from by themselves: a query, or files, read again and again."""

from datetime import datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from northing.metrics.models.metric import Metric
from northing.organisation.history import track
from northing.organisation.models import Member


class FeedKind(models.TextChoices):
    SQL = "sql", "A query to a database"
    FILES = "files", "Files"


class Every(models.TextChoices):
    HOUR = "hour", "every hour"
    DAY = "day", "every day"
    WEEK = "week", "every Monday"


@track(exclude=["secret", "next_at", "read_at", "came_at", "tries", "trouble"])
class Feed(models.Model):
    """Read in the background, in the name of whoever keeps it. What it reads is never changed."""

    TRIES = (5, 15, 60)  # minutes after which a reading that failed is tried again, before its next turn

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=5, choices=FeedKind, default=FeedKind.SQL)
    address = models.CharField(max_length=500)
    secret = models.TextField(blank=True, help_text="Sealed.")
    query = models.TextField(blank=True)
    every = models.CharField(max_length=4, choices=Every, default=Every.DAY)
    hour = models.PositiveSmallIntegerField(default=6, validators=[MaxValueValidator(23)])
    late_after = models.PositiveSmallIntegerField(
        default=2, help_text="Days after which the newest value is too old.", validators=[MinValueValidator(1)]
    )
    most_rows = models.PositiveIntegerField(
        default=200_000, validators=[MinValueValidator(1), MaxValueValidator(1_000_000)]
    )
    most_seconds = models.PositiveSmallIntegerField(
        default=60, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    is_on = models.BooleanField(default=True)
    kept_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    # Where reading stands.
    next_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    came_at = models.DateTimeField(null=True, help_text="When it last brought a value that was new.")
    tries = models.PositiveSmallIntegerField(
        default=0, help_text="Readings that failed since the last good one."
    )
    trouble = models.TextField(blank=True, help_text="Why the last reading failed.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def turn_after(self, moment: datetime) -> datetime:
        """When it is read next, if nothing goes wrong."""
        whole = moment.replace(minute=0, second=0, microsecond=0)
        if self.every == Every.HOUR:
            return whole + timedelta(hours=1)
        turn = whole.replace(hour=self.hour)
        if self.every == Every.WEEK:
            turn += timedelta(days=-turn.weekday() % 7)
        return turn if turn > moment else turn + timedelta(days=7 if self.every == Every.WEEK else 1)

    def again_after(self, moment: datetime) -> datetime:
        """When a reading that failed is tried again: soon at first, then at its next turn."""
        turn = self.turn_after(moment)
        if self.tries > len(self.TRIES):
            return turn
        return min(turn, moment + timedelta(minutes=self.TRIES[self.tries - 1]))


@track()
class FeedSeries(models.Model):
    """Which metric a column of the feed's answer fills, or a name in it; none: it is left out."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="series")
    key = models.CharField(max_length=200)
    metric = models.ForeignKey(Metric, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "feed series"
        constraints = [models.UniqueConstraint(fields=["feed", "key"], name="one_metric_a_key_of_a_feed")]

    def __str__(self) -> str:
        return self.key
