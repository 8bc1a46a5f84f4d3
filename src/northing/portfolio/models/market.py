"""Who else is in the market, and what was seen of them."""

from django.db import models
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
    """A competitor stands against a product of ours."""

    competitor = models.ForeignKey(Competitor, models.CASCADE, related_name="rivalries")
    product = models.ForeignKey(Product, models.CASCADE, related_name="rivalries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["competitor", "product"], name="one_rivalry_a_pair")]

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
