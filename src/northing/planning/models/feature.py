"""What gets built: funded bets, the features that make them up, and the dated bundles they ship in."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from northing.kernel.errors import Refused
from northing.organisation.history import track
from northing.organisation.models import Member, Team
from northing.portfolio.models import Product

LONGEST_ESTIMATE = Decimal(2000)


@track()
class Initiative(models.Model):
    """A funded bet."""

    name = models.CharField(max_length=200)
    public_name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_initiative_a_name")]

    def __str__(self) -> str:
        return self.name


@track()
class Release(models.Model):
    """A dated bundle: what was planned for when, and when it came."""

    name = models.CharField(max_length=200)
    product = models.ForeignKey(Product, models.CASCADE, null=True, blank=True, related_name="+")
    planned_on = models.DateField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When that day was said: how far ahead a plan was made is part of how far it slips."""
    released_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["planned_on", "name"]
        constraints = [
            models.UniqueConstraint("product", Lower("name"), name="one_release_a_name", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name


class FeatureState(models.TextChoices):
    IDEA = "idea", "Idea"
    SHAPED = "shaped", "Shaped"
    PLANNED = "planned", "Planned"
    BUILDING = "building", "Building"
    SHIPPED = "shipped", "Shipped"
    DROPPED = "dropped", "Dropped"


class FeatureQuerySet(models.QuerySet["Feature"]):
    def visible_to(self, actor: Member) -> "FeatureQuerySet":
        """Features of products that the actor may know of; those without a product are for everybody."""
        if actor.runs_the_place:
            return self
        return self.filter(Q(product=None) | Q(product__restricted=False) | Q(product__owner=actor))

    def open(self) -> "FeatureQuerySet":
        return self.exclude(state__in=Feature.CLOSED)


@track(many=True)
class Feature(models.Model):
    """A shippable unit that a team delivers."""

    CLOSED = (FeatureState.SHIPPED, FeatureState.DROPPED)

    name = models.CharField(max_length=300)
    public_name = models.CharField(max_length=300, blank=True, help_text="What Sales and the public read.")
    problem = models.TextField(blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(  # feature_team_rank is its index, too
        Team, models.SET_NULL, null=True, blank=True, db_index=False, related_name="+"
    )
    initiative = models.ForeignKey(Initiative, models.SET_NULL, null=True, blank=True, related_name="features")
    release = models.ForeignKey(Release, models.SET_NULL, null=True, blank=True, related_name="features")
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=FeatureState, default=FeatureState.IDEA)
    rank = models.FloatField(default=0, help_text="The order in which its team takes it up; lower is sooner.")
    estimate_low = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    estimate_likely = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    estimate_high = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    # Kept with every write to items, since the lists sort by them and history shows when scope grew.
    items_total = models.PositiveIntegerField(default=0)
    items_done = models.PositiveIntegerField(default=0)
    due_on = models.DateField(
        null=True, blank=True, help_text="The open commitment's day, kept with every promise: lists sort by it."
    )
    not_before = models.DateField(null=True, blank=True, help_text="Waits for something outside until then.")
    started_on = models.DateField(null=True, blank=True)
    shipped_on = models.DateField(null=True, blank=True)
    tracker_key = models.CharField(max_length=120, blank=True)
    tracker_url = models.URLField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    custom = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), blank=True, help_text="Own fields."
    )

    objects = FeatureQuerySet.as_manager()

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(estimate_low=None, estimate_likely=None, estimate_high=None)
                | Q(
                    estimate_low__gt=0,
                    estimate_low__lte=F("estimate_likely"),
                    estimate_likely__lte=F("estimate_high"),
                ),
                name="estimate_is_a_range",
            ),
            models.CheckConstraint(condition=Q(items_done__lte=F("items_total")), name="done_items_are_items"),
            models.UniqueConstraint(
                fields=["tracker_key"], condition=~Q(tracker_key=""), name="one_feature_a_key"
            ),
        ]
        indexes = [
            models.Index(fields=["rank", "id"], name="feature_rank"),
            models.Index(fields=["team", "rank"], name="feature_team_rank"),
            models.Index(fields=["state", "rank"], name="feature_state_rank"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def items_left(self) -> int | None:
        """None when it is not split into items: then the estimate speaks."""
        return self.items_total - self.items_done if self.items_total else None

    @property
    def is_closed(self) -> bool:
        return self.state in self.CLOSED

    @property
    def has_estimate(self) -> bool:
        return self.estimate_likely is not None

    @staticmethod
    def check_estimate(low: Decimal | None, likely: Decimal | None, high: Decimal | None) -> None:
        """All three or none; above zero; in order; no longer than a person's working life."""
        values = (low, likely, high)
        if values == (None, None, None):
            return
        if low is None or likely is None or high is None:
            raise Refused(estimate="Give low, likely and high, or none of them.")
        if low <= 0:
            raise Refused(estimate="An estimate starts above 0 weeks.")
        if not low <= likely <= high:
            raise Refused(estimate=f"{low}, {likely}, {high} is not in order: low, likely, high.")
        if high > LONGEST_ESTIMATE:
            raise Refused(estimate=f"{high} weeks is more than {LONGEST_ESTIMATE}: split the feature.")
