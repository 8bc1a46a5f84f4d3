"""Which features and initiatives are built for which objectives and key results, and which for none."""

from django.db import models

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.planning.models.feature import Feature, Initiative
from northing.strategy.models import KeyResult, Objective


@track()
class FeatureAim(models.Model):
    """A feature is built for an objective; for one key result of it where that is known."""

    feature = models.ForeignKey(Feature, models.CASCADE, related_name="aims")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["feature", "objective", "key_result"], nulls_distinct=False, name="feature_aims_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.feature} for {self.key_result or self.objective}"


@track()
class InitiativeAim(models.Model):
    """A bet is made for an objective: its features are built for it unless they say something else."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="aims")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "objective", "key_result"],
                nulls_distinct=False,
                name="initiative_aims_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.initiative} for {self.key_result or self.objective}"


@track()
class KeptRunning(models.Model):
    """A feature that serves no objective, and why it is built all the same."""

    feature = models.OneToOneField(Feature, models.CASCADE, related_name="kept_running")
    reason = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "features that serve no objective"

    def __str__(self) -> str:
        return f"{self.feature}: {self.reason}"
