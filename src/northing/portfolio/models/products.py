from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower

from northing.organisation.history import track
from northing.organisation.models import Member

PERCENT = [MaxValueValidator(100)]
SCORE = [MinValueValidator(1), MaxValueValidator(5)]


class LineMark(models.TextChoices):
    """A product line is known by a shape and a hue together, never by colour alone."""

    SQUARE = "square", "Square"
    CIRCLE = "circle", "Circle"
    TRIANGLE = "triangle", "Triangle"
    DIAMOND = "diamond", "Diamond"


class BusinessRole(models.TextChoices):
    GROWTH = "growth", "Growth"
    CORE = "core", "Core"
    OPTION = "option", "Option"
    ENABLER = "enabler", "Enabler"


class Stage(models.TextChoices):
    CONCEPT = "concept", "Concept"
    INTRODUCTION = "introduction", "Introduction"
    GROWTH = "growth", "Growth"
    MATURITY = "maturity", "Maturity"
    DECLINE = "decline", "Decline"
    RETIRED = "retired", "Retired"


class Horizon(models.IntegerChoices):
    """Baghai, Coley and White's three: what earns today, what grows, what may matter one day."""

    DEFEND = 1, "Defend"
    GROW = 2, "Grow"
    EXPLORE = 3, "Explore"


@track()
class ProductLine(models.Model):
    name = models.CharField(max_length=120)
    mark = models.CharField(max_length=10, choices=LineMark, default=LineMark.SQUARE)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    description = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_line_a_name")]

    def __str__(self) -> str:
        return self.name


class ProductQuerySet(models.QuerySet["Product"]):
    def visible_to(self, actor: Member) -> "ProductQuerySet":
        """Everything but other people's restricted products: those are for their owner and the heads."""
        if actor.runs_the_place:
            return self
        return self.filter(models.Q(restricted=False) | models.Q(owner=actor))


@track()
class Product(models.Model):
    """What the company sells or runs, with one owner who answers for it."""

    line = models.ForeignKey(ProductLine, models.PROTECT, null=True, blank=True, related_name="products")
    name = models.CharField(max_length=120)
    public_name = models.CharField(
        max_length=120, blank=True, help_text="What customers call it, if not the same."
    )
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    business_role = models.CharField(max_length=10, choices=BusinessRole, blank=True)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.INTRODUCTION)
    description = models.TextField(blank=True)
    role_title = models.CharField(max_length=80, blank=True, help_text="In three words, as on a list.")
    role_text = models.TextField(blank=True, help_text="What the business has it for.")
    horizon = models.PositiveSmallIntegerField(choices=Horizon, null=True, blank=True)
    sold_since = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True, help_text="When its stage is looked at again.")
    investment_target = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=PERCENT, help_text="Percent of all investment."
    )
    attention_target = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(1000)],
        help_text="Percent of one product manager's time that its role asks for.",
    )
    attractiveness = models.DecimalField(
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        validators=SCORE,
        help_text="Of its market.",
    )
    strength = models.DecimalField(
        max_digits=2, decimal_places=1, null=True, blank=True, validators=SCORE, help_text="Ours in it."
    )
    restricted = models.BooleanField(
        default=False, help_text="Only its owner and the heads know that it exists."
    )
    custom = models.JSONField(
        default=dict, db_default=models.Value({}, models.JSONField()), blank=True, help_text="Own fields."
    )

    objects = ProductQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_product_a_name")]

    def __str__(self) -> str:
        return self.name


@track()
class StageChange(models.Model):
    """A step in a product's life: a row of its own, because who, when and why matter for years."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="stage_changes")
    stage = models.CharField(max_length=12, choices=Stage)
    changed_on = models.DateField()
    changed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()

    class Meta:
        ordering = ["-changed_on", "-id"]

    def __str__(self) -> str:
        return f"{self.product} to {self.get_stage_display()} on {self.changed_on}"
