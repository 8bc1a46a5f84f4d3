from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from northing.organisation.history import track


@track()
class Organisation(models.Model):
    """One an installation: the database holds no second."""

    name = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, default="EUR")
    year_starts_in = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_organisation_an_installation")
        ]

    def __str__(self) -> str:
        return self.name
