"""What is kept in mind about a product: the outcomes it exists for, its risks, the laws ahead."""

from django.db import models

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models.products import Product


class Likelihood(models.IntegerChoices):
    UNLIKELY = 1, "Unlikely"
    POSSIBLE = 2, "Possible"
    LIKELY = 3, "Likely"


class Severity(models.IntegerChoices):
    SMALL = 1, "small"
    MEDIUM = 2, "medium"
    LARGE = 3, "large"


@track()
class Outcome(models.Model):
    """A critical outcome: what must come true for the product to have been worth it."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="outcomes")
    name = models.CharField(max_length=160)
    measure = models.CharField(
        max_length=160,
        blank=True,
        help_text="The metric that shows it, by its name.",
    )
    stands_at = models.CharField("stands at", max_length=40, blank=True, help_text="Such as 29.1 d.")
    target = models.CharField(max_length=40, blank=True, help_text="Such as 24 d.")
    due_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


@track()
class Risk(models.Model):
    product = models.ForeignKey(Product, models.CASCADE, related_name="risks")
    name = models.CharField(max_length=160)
    likelihood = models.PositiveSmallIntegerField(choices=Likelihood, default=Likelihood.POSSIBLE)
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.MEDIUM)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    next_step = models.CharField(max_length=200, blank=True, help_text="Such as: cause known by 29 May.")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-likelihood", "-severity", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def weight(self) -> int:
        """1 to 9: how likely times how bad."""
        return int(self.likelihood) * int(self.severity)


@track()
class Regulation(models.Model):
    """A law or a standard to watch."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="regulations")
    name = models.CharField(max_length=160)
    applies_on = models.DateField(null=True, blank=True)
    asks_for = models.CharField(max_length=300, blank=True, help_text="What it asks of this product.")
    source = models.URLField(max_length=400, blank=True)

    class Meta:
        ordering = [models.F("applies_on").asc(nulls_last=True), "id"]

    def __str__(self) -> str:
        return self.name
