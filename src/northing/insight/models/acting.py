from django.db import models
from django.db.models import Q

from northing.organisation.history import track
from northing.organisation.models import Member


class Sorted(models.TextChoices):
    """What the classifier suggests of a piece."""

    KIND = "kind", "Kind"
    PRODUCT = "product", "Product"


@track()
class ActingAlone(models.Model):
    """What the classifier may say of new pieces by itself: `wanted` is how often it has to be right."""

    field = models.CharField(max_length=10, choices=Sorted, unique=True)
    wanted = models.FloatField()
    allowed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    allowed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "acting alone"
        constraints = [
            models.CheckConstraint(condition=Q(wanted__range=(0.5, 0.999)), name="wanted_leaves_some_doubt")
        ]

    def __str__(self) -> str:
        return f"{self.field} from {self.wanted:.0%}"
