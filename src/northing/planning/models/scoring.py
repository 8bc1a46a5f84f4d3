"""How candidates are scored, and what was said of each: ranges with who, when and on what evidence."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from northing.kernel.errors import Refused
from northing.organisation.history import track
from northing.organisation.models import Member
from northing.planning.models.candidate import AboutCandidate, exactly_one


class Method(models.TextChoices):
    RICE = "rice", "RICE"
    ICE_MEAN = "ice_mean", "ICE, average of three"
    ICE_PRODUCT = "ice_product", "ICE, product of three"
    WSJF = "wsjf", "WSJF, relative"
    CD3 = "cd3", "CD3, money a week over weeks"
    VALUE_EFFORT = "value_effort", "Value over effort"
    WEIGHTED = "weighted", "Weighted drivers"
    OPPORTUNITY = "opportunity", "Opportunity score"
    FORMULA = "formula", "Own formula"


class ReachPeriod(models.TextChoices):
    """One for a whole model: reach of different periods can't be compared."""

    MONTH = "month", "month"
    QUARTER = "quarter", "quarter"
    YEAR = "year", "year"


@track()
class ScoreModel(models.Model):
    """One way to score. Several can stand side by side over the same inputs."""

    LONGEST_FORMULA = 1000

    name = models.CharField(max_length=80)
    method = models.CharField(max_length=12, choices=Method)
    formula = models.CharField(max_length=LONGEST_FORMULA, blank=True, help_text="Only for an own formula.")
    reach_of = models.CharField(max_length=40, default="users", help_text="Users, accounts, payments, ...")
    reach_per = models.CharField(max_length=8, choices=ReachPeriod, default=ReachPeriod.QUARTER)
    is_default = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="one_score_model_a_name"),
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_score_model"
            ),
            models.CheckConstraint(
                condition=Q(method=Method.FORMULA) ^ Q(formula=""), name="formula_where_there_is_one"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Driver(models.Model):
    """One of the things that count in a weighted score, on anchors that don't move with the set."""

    score_model = models.ForeignKey(ScoreModel, models.CASCADE, related_name="drivers")
    name = models.CharField(max_length=80)
    weight = models.FloatField(help_text="By swing: what going from worst to best is worth.")
    worst = models.FloatField(default=0, help_text="What counts as 0 of 100; may be the higher number.")
    best = models.FloatField(default=10)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint("score_model", Lower("name"), name="one_driver_a_name"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="driver_weighs_something"),
            models.CheckConstraint(condition=~Q(worst=F("best")), name="anchors_differ"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def field(self) -> str:
        """The field of `Input` in which its values stand."""
        return f"driver-{self.pk}"


@track()
class ScoringRound(models.Model):
    """Several people score alone; nobody sees what others said until all have, or time is up."""

    name = models.CharField(max_length=120)
    score_model = models.ForeignKey(ScoreModel, models.CASCADE, related_name="+")
    fields = models.JSONField(default=list, help_text="Which inputs are asked.")
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When what was said became visible.")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


@track()
class RoundCandidate(AboutCandidate):
    """What a round is about; `reason` says why it was resolved as it was."""

    round = models.ForeignKey(ScoringRound, models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField(default=0)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            exactly_one("round_is_about_one_candidate"),
            models.UniqueConstraint(
                fields=["round", "feature", "opportunity", "initiative"],
                nulls_distinct=False,
                name="once_in_a_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} in {self.round}"


@track()
class RoundMember(models.Model):
    """Who is asked in a round, and when they said that they were done."""

    round = models.ForeignKey(ScoringRound, models.CASCADE, related_name="asked")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.member} in {self.round}"


@track(many=True)
class Input(AboutCandidate):
    """What somebody says of one field of a candidate: a range, or a point whose three numbers are the same.

    Outside rounds one stands for each candidate and field, and what it said before is its history. The effort
    of a feature is no row here: it is the feature's estimate.
    """

    LARGEST = 1e15

    field = models.CharField(max_length=40)
    low = models.FloatField()
    likely = models.FloatField()
    high = models.FloatField()
    live = models.CharField(
        max_length=40, blank=True, help_text="Where the numbers come from by themselves; empty: from a person."
    )
    evidence = models.TextField(blank=True)
    said_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    round = models.ForeignKey(ScoringRound, models.CASCADE, null=True, blank=True, related_name="said")

    class Meta:
        constraints = [
            exactly_one("input_is_about_one_candidate"),
            models.CheckConstraint(
                condition=Q(low__lte=F("likely"), likely__lte=F("high")), name="input_is_a_range"
            ),
            models.UniqueConstraint(
                fields=["feature", "opportunity", "initiative", "field"],
                condition=Q(round=None),
                nulls_distinct=False,
                name="one_standing_input",
            ),
            models.UniqueConstraint(
                fields=["round", "said_by", "feature", "opportunity", "initiative", "field"],
                condition=Q(round__isnull=False),
                nulls_distinct=False,
                name="one_input_a_person_in_a_round",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.key}: {self.low} to {self.high}"

    @classmethod
    def check_range(cls, field: str, low: float, likely: float, high: float) -> None:
        """In order, and numbers that can be reckoned with."""
        for value in (low, likely, high):
            if not abs(value) <= cls.LARGEST:  # also refuses what is no number
                raise Refused(**{field: f"{value} is no number that can be reckoned with."})
        if not low <= likely <= high:
            raise Refused(**{field: f"{low:g}, {likely:g}, {high:g} is not in order: low, likely, high."})
