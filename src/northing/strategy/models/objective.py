"""What is to be reached in a cycle, and what it contributes to."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from northing.organisation.history import track
from northing.organisation.models import Member, Team
from northing.portfolio.models import Product, ProductLine
from northing.strategy.models.cycle import Cycle
from northing.strategy.models.vision import Pillar


class Level(models.TextChoices):
    """Whose objective it is, from the widest to the narrowest."""

    ORGANISATION = "organisation", "Organisation"
    LINE = "line", "Product line"
    PRODUCT = "product", "Product"
    TEAM = "team", "Team"
    MEMBER = "member", "Person"


class Ambition(models.TextChoices):
    """A committed objective is expected to be met; an aspirational one to come about two thirds of the way."""

    COMMITTED = "committed", "Committed"
    ASPIRATIONAL = "aspirational", "Aspirational"


MET = {Ambition.COMMITTED: 1.0, Ambition.ASPIRATIONAL: 0.7}


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    def visible_to(self, actor: Member) -> "ObjectiveQuerySet":
        """Objectives are for everybody; only those of other people's restricted products are not."""
        if actor.runs_the_place:
            return self
        return self.filter(
            Q(product=None) | Q(product__restricted=False) | Q(product__owner=actor) | Q(owner=actor)
        )

    def standing(self) -> "ObjectiveQuerySet":
        return self.filter(dropped_at=None)


@track()
class Objective(models.Model):
    """`number` is what people call it by: O3. Each level but the organisation names whose it is."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="objectives")
    pillar = models.ForeignKey(Pillar, models.SET_NULL, null=True, blank=True, related_name="objectives")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    why = models.TextField(blank=True)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    level = models.CharField(max_length=12, choices=Level, default=Level.ORGANISATION)
    line = models.ForeignKey(ProductLine, models.PROTECT, null=True, blank=True, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    ambition = models.CharField(max_length=12, choices=Ambition, default=Ambition.ASPIRATIONAL)
    weight = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(Decimal("0.01"))]
    )
    contributes_to = models.ManyToManyField(
        "self", through="Contribution", symmetrical=False, related_name="contributors"
    )
    goes_on_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="goes_on_in",
        help_text="Of an earlier cycle.",
    )
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.TextField(blank=True)
    created_at = models.DateTimeField()

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="one_objective_a_number"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="objective_has_weight"),
            models.CheckConstraint(
                condition=Q(level=Level.ORGANISATION, line=None, product=None, team=None, member=None)
                | Q(level=Level.LINE, line__isnull=False, product=None, team=None, member=None)
                | Q(level=Level.PRODUCT, line=None, product__isnull=False, team=None, member=None)
                | Q(level=Level.TEAM, line=None, product=None, team__isnull=False, member=None)
                | Q(level=Level.MEMBER, line=None, product=None, team=None, member__isnull=False),
                name="objective_is_of_its_level",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"O{self.number}"

    @property
    def of(self) -> ProductLine | Product | Team | Member | None:
        """Whose it is; None for the organisation's own."""
        return None if self.level == Level.ORGANISATION else getattr(self, self.level)

    @property
    def met_at(self) -> float:
        """The score from which on it counts as met."""
        return MET[Ambition(self.ambition)]


@track()
class Contribution(models.Model):
    """One objective contributes to another of the same cycle. A team's may serve several."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="contributions")
    to = models.ForeignKey(Objective, models.CASCADE, related_name="contributed")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["objective", "to"], name="contributes_once"),
            models.CheckConstraint(condition=~Q(objective=F("to")), name="contributes_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.objective} contributes to {self.to}"
