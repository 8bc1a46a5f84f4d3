from django.db import models
from django.db.models import F, Q

from northing.organisation.history import track
from northing.planning.models.feature import Feature


class DependencyKind(models.TextChoices):
    NEEDS = "needs", "needs"
    RELATES = "relates", "relates to"
    DUPLICATES = "duplicates", "duplicates"


@track()
class Dependency(models.Model):
    """`feature` needs, relates to or duplicates `other`. Only "needs" makes a feature wait."""

    feature = models.ForeignKey(Feature, models.CASCADE, related_name="dependencies")
    other = models.ForeignKey(Feature, models.CASCADE, related_name="dependents")
    kind = models.CharField(max_length=10, choices=DependencyKind, default=DependencyKind.NEEDS)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feature", "other", "kind"], name="once_a_kind"),
            models.CheckConstraint(condition=~Q(feature=F("other")), name="nothing_depends_on_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.get_kind_display()} {self.other}"
