from django.db import models

from northing.metrics.models.metric import Metric
from northing.organisation.history import track
from northing.organisation.models import Member


class AlertState(models.TextChoices):
    OPEN = "open", "Open"
    SNOOZED = "snoozed", "Snoozed"
    EXPLAINED = "explained", "Explained"
    OVER = "over", "Over"


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, actor: Member) -> "AlertQuerySet":
        return self.filter(metric__in=Metric.objects.visible_to(actor))


@track()
class Alert(models.Model):
    """A metric left its expected range: since when, how far, and what somebody made of it.

    One for each cause: while it is outside for the same reason, the same row grows.
    """

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="alerts")
    since = models.DateField(help_text="The first day outside.")
    last_on = models.DateField(help_text="The last day outside, so far.")
    noticed_at = models.DateTimeField()
    size = models.FloatField(help_text="How far from the range, in the metric's unit; below is negative.")
    value = models.FloatField()
    expected_low = models.FloatField()
    expected_high = models.FloatField()
    state = models.CharField(max_length=9, choices=AlertState, default=AlertState.OPEN)
    snoozed_until = models.DateField(null=True, blank=True)
    assignee = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    cause = models.CharField(max_length=300, blank=True)
    cause_url = models.CharField(max_length=300, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        constraints = [models.UniqueConstraint(fields=["metric", "since"], name="one_alert_a_metric_and_day")]

    def __str__(self) -> str:
        return f"{self.metric} since {self.since}"
