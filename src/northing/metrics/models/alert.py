from django.db import models

from northing.metrics.models.metric import Metric
from northing.organisation.history import track
from northing.organisation.models import Member


class AlertState(models.TextChoices):
    OPEN = "open", "Open"
    SNOOZED = "snoozed", "Snoozed"
    EXPLAINED = "explained", "Explained"
    OVER = "over", "Over"


STANDING = (AlertState.OPEN, AlertState.SNOOZED, AlertState.EXPLAINED)


class AlertQuerySet(models.QuerySet["Alert"]):
    def visible_to(self, actor: Member) -> "AlertQuerySet":
        return self.filter(metric__in=Metric.objects.visible_to(actor))

    def causes(self, actor: Member) -> "AlertQuerySet":
        """What the actor may see, but for what is named in another one that they may see."""
        seen = self.visible_to(actor)
        return seen.exclude(named_in__metric__in=Metric.objects.visible_to(actor))


@track()
class Alert(models.Model):
    """A metric left its expected range, or drifts: since when, how far, and what somebody made of it.

    One for each cause: while it is outside for the same reason, the same row grows; that of a part is named in
    that of the whole which it moved.
    """

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="alerts")
    since = models.DateField(help_text="The first day outside.")
    last_on = models.DateField(help_text="The last day outside, so far.")
    noticed_at = models.DateTimeField()
    drift = models.BooleanField(default=False, help_text="It goes away slowly, no single value being out.")
    named_in = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="others", help_text="Of the same cause."
    )
    size = models.FloatField(
        help_text="How far from the range, or how far it drifted, in the metric's unit; below is negative."
    )
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

    @property
    def said(self) -> str:
        """What it did, after the metric's name."""
        if self.drift:
            return f"has been {'falling' if self.size < 0 else 'rising'} slowly"
        return f"is {'below' if self.size < 0 else 'above'} its expected range"
