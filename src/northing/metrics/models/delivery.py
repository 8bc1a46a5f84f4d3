"""What brought values in, when, and how it is taken back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from northing.metrics.models.feed import Feed
from northing.metrics.models.metric import Metric
from northing.organisation.models import Member


class Way(models.TextChoices):
    TYPED = "typed", "Typed in"
    FILE = "file", "File"
    API = "api", "API"
    FEED = "feed", "Feed"


class Delivery(models.Model):
    """Values that came in together. It is the log of all ways in, and what undoing a file takes back."""

    way = models.CharField(max_length=5, choices=Way)
    name = models.CharField(max_length=255, help_text="The file, the token or the feed.")
    feed = models.ForeignKey(Feed, models.CASCADE, null=True, related_name="deliveries")
    made_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    trouble = models.TextField(blank=True, help_text="Why nothing came, or what of it could not be read.")
    failed = models.BooleanField(default=False)
    made_metrics = ArrayField(models.BigIntegerField(), default=list)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["-made_at", "-id"], name="deliveries_newest_first")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.name}"

    @property
    def may_be_undone(self) -> bool:
        return self.way == Way.FILE and self.undone_at is None and bool(self.created or self.changed)


class DeliveryPart(models.Model):
    """The days on which one metric has another value since, and its values before: null where it had none."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="parts")
    metric = models.ForeignKey(Metric, models.CASCADE, related_name="+")
    days = ArrayField(models.DateField())
    before = ArrayField(models.FloatField(null=True))
    after = ArrayField(models.FloatField())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "metric"], name="one_part_a_delivery_and_metric")
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} in {self.delivery_id}"
