"""What is measured, and what was measured."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.functions import Lower, Now

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models import Product


class Direction(models.TextChoices):
    UP = "up", "more"
    DOWN = "down", "less"
    HOLD = "hold", "in its band"


class Grain(models.TextChoices):
    DAY = "day", "Day"
    WEEK = "week", "Week"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"


class OverTime(models.TextChoices):
    SUM = "sum", "adds up"
    MEAN = "mean", "average"
    LAST = "last", "last value"
    RATIO = "ratio", "ratio"


class OverProducts(models.TextChoices):
    """How a metric of no product follows from those of its name that products have."""

    NONE = "none", "not at all"
    SUM = "sum", "adds up"
    MEAN = "mean", "average"


class SourceKind(models.TextChoices):
    TYPED = "typed", "Typed in"
    FILE = "file", "File"
    API = "api", "API"
    FEED = "feed", "Feed"
    PARTS = "parts", "Its products"


class MetricQuerySet(models.QuerySet["Metric"]):
    def visible_to(self, actor: Member) -> "MetricQuerySet":
        """A metric of a restricted product is as restricted as the product."""
        if actor.runs_the_place:
            return self
        open_to = models.Q(product=None) | models.Q(product__restricted=False) | models.Q(product__owner=actor)
        return self.filter(open_to)


class MadeOf(models.TextChoices):
    """How a metric follows from those below it in the tree."""

    NOTHING = "", "Not of others"
    SUM = "sum", "Their sum"
    PRODUCT = "product", "Their product"


@track()
class Metric(models.Model):
    """A KPI: what is measured, in which unit, how often, and which way is better."""

    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])
    direction = models.CharField(max_length=4, choices=Direction, default=Direction.UP)
    band_low = models.FloatField(null=True, blank=True)
    band_high = models.FloatField(null=True, blank=True)
    grain = models.CharField(max_length=7, choices=Grain, default=Grain.DAY)
    over_time = models.CharField(max_length=5, choices=OverTime, default=OverTime.SUM)
    over_products = models.CharField(max_length=4, choices=OverProducts, default=OverProducts.NONE)
    product = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    description = models.TextField(blank=True)
    source = models.CharField(max_length=5, choices=SourceKind, default=SourceKind.TYPED)
    made_of = models.CharField(max_length=7, choices=MadeOf, default=MadeOf.NOTHING, blank=True)
    critical = models.BooleanField(default=False, help_text="Shown on its product's scorecard.")
    archived = models.BooleanField(default=False)

    objects = MetricQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), "product", name="one_metric_a_name_and_product", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """One value. There are millions: what it was before is a Restatement, not an event of its own."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="observations", db_index=False)
    day = models.DateField(help_text="The first day of what it stands for.")
    value = models.FloatField()
    recorded_at = models.DateTimeField(db_default=Now(), help_text="When it was first known here.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["metric", "day"], name="one_value_a_metric_and_day")]

    def __str__(self) -> str:
        return f"{self.metric_id} on {self.day}"


class Restatement(models.Model):
    """A value that another one took the place of."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="+")
    day = models.DateField()
    value = models.FloatField(help_text="As it was before.")
    restated_at = models.DateTimeField()
    restated_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-restated_at", "day"]
        indexes = [models.Index(fields=["metric", "day", "restated_at"], name="values_before_a_restatement")]

    def __str__(self) -> str:
        return f"{self.metric_id} on {self.day}, until {self.restated_at:%Y-%m-%d}"
