"""What the forecast says, now and on each day that it said something else."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from northing.organisation.models import Member
from northing.planning.models.feature import Feature


class RunState(models.TextChoices):
    QUEUED = "queued", "queued"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "failed"


class ForecastRun(models.Model):
    """One run of the forecast, frozen with date, seed and version so that it can be scored and repeated."""

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.QUEUED)
    seed = models.BigIntegerField()
    draws = models.PositiveIntegerField()
    version = models.CharField(max_length=20)
    assumptions = models.JSONField(default=dict)
    problem = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}, {self.state}"


class OutlookFields(models.Model):
    """Dates by which the feature is done in that share of futures; empty when it is never done."""

    starts_on = models.DateField(null=True, blank=True)
    p10 = models.DateField(null=True, blank=True)
    p50 = models.DateField(null=True, blank=True)
    p70 = models.DateField(null=True, blank=True)
    p85 = models.DateField(null=True, blank=True)
    p90 = models.DateField(null=True, blank=True)
    p95 = models.DateField(null=True, blank=True)
    chance = models.FloatField(null=True, blank=True, help_text="Of the commitment, 0 to 1; empty without one.")
    due_on = models.DateField(null=True, blank=True, help_text="The commitment that `chance` is about.")

    class Meta:
        abstract = True


class Outlook(OutlookFields):
    """The latest forecast of one feature."""

    FUTURES = 100  # kept of each feature: a chance is good to one per cent

    feature = models.OneToOneField(Feature, models.CASCADE, primary_key=True, related_name="outlook")
    run = models.ForeignKey(ForecastRun, models.PROTECT, related_name="outlooks")
    futures = ArrayField(
        models.DateField(null=True),
        default=list,
        help_text="Equally likely finish dates, in order; empty: never.",
    )
    throughput_chance = models.FloatField(null=True, blank=True, help_text="From the pace of delivery alone.")
    promise_chance = models.FloatField(null=True, blank=True, help_text="From how promises held before.")
    basis = models.JSONField(
        default=dict, help_text="Method, weeks of history, what it waits for, assumptions."
    )

    class Meta:
        indexes = [
            models.Index(fields=["p85"], name="outlook_p85"),
            models.Index(fields=["chance"], include=["feature"], name="outlook_chance"),
            # A row holds a hundred futures: a list that is sorted by a date reads this instead.
            models.Index(fields=["feature"], include=["p50", "p85", "chance", "due_on"], name="outlook_said"),
        ]

    def __str__(self) -> str:
        return f"{self.feature}: P50 {self.p50}, P85 {self.p85}"

    @property
    def twenty(self) -> list[date | None]:
        """Twenty equally likely finish days, for eyes: the middles of as many equal parts."""
        part = max(len(self.futures) // 20, 1)
        return list(self.futures[part // 2 :: part])

    def chance_by(self, day: date) -> float | None:
        """The share of futures that are done by that day, by the pace of delivery."""
        if not self.futures:
            return None
        return sum(done is not None and done <= day for done in self.futures) / len(self.futures)


class OutlookRecord(OutlookFields):
    """What was said on a day: the last forecast of that day, never changed after it."""

    feature = models.ForeignKey(Feature, models.CASCADE, related_name="outlook_records")
    run = models.ForeignKey(ForecastRun, models.PROTECT, related_name="+")
    said_on = models.DateField()
    items_left = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["said_on"]
        constraints = [models.UniqueConstraint(fields=["feature", "said_on"], name="one_outlook_a_day")]

    def __str__(self) -> str:
        return f"{self.feature} as said on {self.said_on}"
