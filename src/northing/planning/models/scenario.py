"""Sets of choices that can be compared; the published one is the Plan."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from northing.organisation.history import track
from northing.organisation.models import Member, Team
from northing.planning.models.candidate import AboutCandidate, exactly_one
from northing.planning.models.feature import Feature
from northing.planning.models.scoring import ScoreModel
from northing.portfolio.models import Product
from northing.strategy.models import Objective


class ScenarioState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    REPLACED = "replaced", "Replaced"  # was the Plan until another one was published
    DROPPED = "dropped", "Dropped"


@track()
class Scenario(models.Model):
    """What would be done when, under which limits, over some quarters."""

    MOST_PERIODS = 8
    OPEN = (ScenarioState.DRAFT, ScenarioState.PROPOSED, ScenarioState.APPROVED)

    name = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=9, choices=ScenarioState, default=ScenarioState.DRAFT)
    starts_on = models.DateField(help_text="The first day of its first quarter.")
    periods = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_PERIODS)], help_text="Quarters."
    )
    score_model = models.ForeignKey(ScoreModel, models.SET_NULL, null=True, blank=True, related_name="+")
    sure = models.FloatField(
        null=True, blank=True, help_text="The chance with which it is to fit; empty: by likely effort."
    )
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was published, dropped or sent back.")

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ScenarioState.PUBLISHED), name="one_plan"
            ),
            models.CheckConstraint(
                condition=Q(sure=None) | Q(sure__gt=0.5, sure__lt=1), name="sure_is_a_chance"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Pin(models.TextChoices):
    FREE = "", "as the plan is best"
    IN = "in", "must be in"
    OUT = "out", "must be out"


@track()
class Choice(AboutCandidate):
    """A candidate's place in a scenario: its quarter counted from 0, or none, and why."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="choices")
    period = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: not in it.")
    pin = models.CharField(max_length=3, choices=Pin, blank=True, default=Pin.FREE)
    reason = models.TextField(blank=True, help_text="Why it is out, and what would bring it in.")
    revisit_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            exactly_one("choice_is_about_one_candidate"),
            models.UniqueConstraint(
                fields=["scenario", "feature", "opportunity", "initiative"],
                nulls_distinct=False,
                name="once_in_a_scenario",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} in {self.scenario}"


class RuleKind(models.TextChoices):
    TOGETHER = "together", "all or none of"
    EITHER = "either", "at least one of"
    NOT_BOTH = "not_both", "at most one of"
    NEEDS = "needs", "the first needs the others"
    SHARE_MIN = "share_min", "at least this share of effort"
    SHARE_MAX = "share_max", "at most this share of effort"
    BUDGET = "budget", "at most this cost"
    CAPACITY = "capacity", "another capacity of a team"


@track()
class Rule(models.Model):
    """A limit of a scenario beyond capacity. Shares are of effort, for an objective, product or horizon."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=9, choices=RuleKind)
    amount = models.FloatField(
        null=True, blank=True, help_text="A share, 0 to 1; money; or person-weeks of a quarter."
    )
    period = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: in each quarter.")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    objective = models.ForeignKey(Objective, models.CASCADE, null=True, blank=True, related_name="+")
    product = models.ForeignKey(Product, models.CASCADE, null=True, blank=True, related_name="+")
    horizon = models.CharField(max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.scenario}"


@track()
class RuleCandidate(AboutCandidate):
    """One of those that a rule is about, in its order."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            exactly_one("rule_is_about_one_candidate"),
            models.UniqueConstraint(
                fields=["rule", "feature", "opportunity", "initiative"],
                nulls_distinct=False,
                name="once_in_a_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} in {self.rule}"


@track()
class ScenarioDate(models.Model):
    """In this scenario a feature is promised for another day, or made smaller or larger."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="dates")
    feature = models.ForeignKey(Feature, models.CASCADE, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    effort_times = models.FloatField(default=1, help_text="Of what is left: 0.5 is half of it.")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scenario", "feature"], name="one_date_a_scenario"),
            models.CheckConstraint(condition=Q(effort_times__gt=0), name="some_effort_is_left"),
        ]

    def __str__(self) -> str:
        return f"{self.feature} in {self.scenario}"


@track()
class ScenarioComment(models.Model):
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="comments")
    said_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return f"{self.said_by} on {self.scenario}"


@track()
class Verdict(models.Model):
    """Somebody who may approve said yes or sent it back, about the scenario as it was then."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="verdicts")
    said_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    approves = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return f"{self.said_by} {'approves' if self.approves else 'sends back'} {self.scenario}"


@track()
class PlanDecision(models.Model):
    """A plan was published: why, what else could have been done, and when to look again. Never changed."""

    scenario = models.OneToOneField(Scenario, models.PROTECT, related_name="decision")
    number = models.PositiveIntegerField(unique=True)
    decided_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    reason = models.TextField()
    options = models.JSONField(
        default=list, help_text="Each scenario that stood beside it, with its measures then."
    )
    not_taken = models.JSONField(
        default=list, help_text="Each candidate that is out: name, reason, revisit date."
    )

    class Meta:
        ordering = ["-decided_at"]

    def __str__(self) -> str:
        return f"D-{self.number}"
