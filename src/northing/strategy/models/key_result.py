"""How one sees that an objective is reached: a number, where it stood, where it should be and by when."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from northing.kernel.amounts import CURRENCY_SIGNS
from northing.metrics.models import Metric
from northing.organisation.history import track
from northing.organisation.models import Member
from northing.strategy.models import progress
from northing.strategy.models.objective import Objective
from northing.ui import formatting

DIGITS, PLACES = 18, 4


def _amount(**more: object) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, **more)  # type: ignore[arg-type]


class KeyResultQuerySet(models.QuerySet["KeyResult"]):
    def visible_to(self, actor: Member) -> "KeyResultQuerySet":
        """Those of objectives that the actor may know of, less those that read a restricted metric."""
        found = self.filter(objective__in=Objective.objects.visible_to(actor))
        return found.filter(Q(metric=None) | Q(metric__in=Metric.objects.visible_to(actor)))

    def standing(self) -> "KeyResultQuerySet":
        return self.filter(dropped_at=None)


@track()
class KeyResult(models.Model):
    """`number` is the second half of what people call it by: 3.1. It reads a metric or is typed in at
    check-ins. Its owner is the objective's if not named."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="key_results")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    metric = models.ForeignKey(Metric, models.SET_NULL, null=True, blank=True, related_name="+")
    unit = models.CharField(max_length=20, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    baseline = _amount()
    target = _amount()
    by = models.DateField()
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    weight = models.DecimalField(
        max_digits=5, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(Decimal("0.01"))]
    )
    created_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.TextField(blank=True)
    # What was reached when the cycle was closed: from then on nothing moves it.
    closed_value = _amount(null=True, blank=True)

    objects = KeyResultQuerySet.as_manager()

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "number"], name="one_key_result_a_number"),
            models.CheckConstraint(condition=~Q(baseline=F("target")), name="target_is_some_way_off"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="key_result_has_weight"),
            models.CheckConstraint(condition=Q(decimals__lte=PLACES), name="decimals_are_kept"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        return f"{self.objective.number}.{self.number}"

    @property
    def responsible(self) -> Member | None:
        return self.owner or self.objective.owner

    @property
    def responsible_id(self) -> int | None:
        return self.owner_id or self.objective.owner_id

    @property
    def rises(self) -> bool:
        return self.target > self.baseline

    @property
    def digits(self) -> int:
        """As many decimals as its target has, so that no value is read as reaching it before it does."""
        return max(self.decimals, *(formatting.decimals_of(end) for end in (self.baseline, self.target)))

    def in_words(self, value: Decimal | float | None) -> str:
        """29.1 d, €12; a dash where nobody has said anything."""
        if value is None:
            return formatting.NOTHING
        text = formatting.number(float(value), self.digits)
        if self.unit in CURRENCY_SIGNS.values():
            return f"{self.unit}{text}"
        return formatting.with_unit(text, self.unit)

    def score(self, value: Decimal | float) -> float:
        return progress.score(self.baseline, self.target, value)

    def eases(self, target: Decimal, by: object) -> bool:
        """Would this target be nearer, or due later?"""
        nearer = target < self.target if self.rises else target > self.target
        return nearer or by > self.by  # type: ignore[operator]  # both are days


@track()
class TargetChange(models.Model):
    """What the target was before it was changed: a row of its own, so that no easing is forgotten."""

    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="target_changes")
    target_before = _amount()
    by_before = models.DateField()
    target = _amount()
    by = models.DateField()
    eased = models.BooleanField()
    reason = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(eased=False) | ~Q(reason=""), name="easing_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.key_result}: {self.target_before} to {self.target}"
