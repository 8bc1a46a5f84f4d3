"""What somebody says of a key result on a day: where it stands, how sure they are, and one sentence."""

from django.db import models
from django.db.models import Q

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.strategy.models.key_result import DIGITS, PLACES, KeyResult

LONGEST_SENTENCE = 300


@track()
class CheckIn(models.Model):
    """`confidence`: the probability of reaching the target. `chance_then`: what the forecast said that day,
    sealed, so that the two can be compared when the cycle is over."""

    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="check_ins")
    value = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    confidence = models.FloatField()
    sentence = models.CharField(max_length=LONGEST_SENTENCE)
    chance_then = models.FloatField(null=True, blank=True)
    said_on = models.DateField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-said_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["key_result", "said_on"], name="one_check_in_a_day"),
            models.CheckConstraint(condition=Q(confidence__range=(0, 1)), name="confidence_is_a_probability"),
            models.CheckConstraint(
                condition=Q(chance_then=None) | Q(chance_then__range=(0, 1)),
                name="chance_then_is_a_probability",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_result} on {self.said_on}"


@track()
class Asked(models.Model):
    """Somebody asked for a check-in, or the reminder did when nobody is named."""

    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="asked")
    asked_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_of = models.ForeignKey(Member, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "check-ins asked for"
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.asked_of} was asked about {self.key_result}"
