"""Who else is in the market, and what was seen of them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models.products import Product


@track()
class Competitor(models.Model):
    name = models.CharField(max_length=120)
    website = models.URLField(max_length=300, blank=True)
    stance = models.TextField(blank=True, help_text="Where they are ahead, and where we are.")
    products = models.ManyToManyField(Product, through="Rivalry", related_name="competitors")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_competitor_a_name")]

    def __str__(self) -> str:
        return self.name


@track()
class Rivalry(models.Model):
    """A competitor stands against a product of ours. `revenue`: what theirs is thought to bring a year, in the
    organisation's currency; an estimate says from where and when it is."""

    competitor = models.ForeignKey(Competitor, models.CASCADE, related_name="rivalries")
    product = models.ForeignKey(Product, models.CASCADE, related_name="rivalries")
    revenue = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="A year, with what stands against this product.",
    )
    estimated_on = models.DateField(null=True, blank=True)
    estimated_from = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competitor", "product"], name="one_rivalry_a_pair"),
            models.CheckConstraint(
                condition=Q(revenue=None, estimated_on=None, estimated_from="")
                | (Q(revenue__gt=0, estimated_on__isnull=False) & ~Q(estimated_from="")),
                name="an_estimate_has_source_and_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competitor} against {self.product}"


@track()
class Signal(models.Model):
    """Something seen in the market, with where and when."""

    text = models.CharField(max_length=400)
    seen_on = models.DateField()
    source = models.CharField(max_length=400, help_text="Where it was seen: an address, or who said it.")
    competitor = models.ForeignKey(Competitor, models.CASCADE, null=True, blank=True, related_name="signals")
    product = models.ForeignKey(Product, models.CASCADE, null=True, blank=True, related_name="signals")
    noted_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-seen_on", "-id"]

    def __str__(self) -> str:
        return self.text
