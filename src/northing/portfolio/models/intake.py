"""New products: a case on one page, the gates it goes through, and what was decided at each."""

from django.db import models

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models.products import Product


class Verdict(models.TextChoices):
    GO = "go", "Go"
    HOLD = "hold", "Hold"
    STOP = "stop", "Stop"


@track()
class Gate(models.Model):
    """A point at which a case must show something before more is spent on it."""

    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


@track()
class Criterion(models.Model):
    gate = models.ForeignKey(Gate, models.CASCADE, related_name="criteria")
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


@track()
class Case(models.Model):
    """Why there should be a new product, on one page."""

    name = models.CharField(max_length=120)
    sponsor = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    problem = models.TextField(blank=True, help_text="Whose problem, and how we know.")
    market = models.TextField(blank=True, help_text="How many have it, and what they pay today.")
    advantage = models.TextField(blank=True, help_text="Why us.")
    costs = models.TextField(blank=True, help_text="What the next gate costs, and what the whole would.")
    risks = models.TextField(blank=True, help_text="What must be true, and how we would learn that it is not.")
    gate = models.ForeignKey(
        Gate, models.PROTECT, null=True, blank=True, related_name="cases", help_text="The gate it stands at."
    )
    verdict = models.CharField(max_length=4, choices=Verdict, blank=True, help_text="What was decided last.")
    product = models.OneToOneField(Product, models.SET_NULL, null=True, blank=True, related_name="+")
    created_on = models.DateField()

    class Meta:
        ordering = ["-created_on", "-id"]

    def __str__(self) -> str:
        return self.name


@track()
class Evidence(models.Model):
    """What a case has to show for one criterion."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="evidence")
    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="evidence")
    text = models.TextField()
    met = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "criterion"], name="one_evidence_a_criterion")]

    def __str__(self) -> str:
        return self.text


@track()
class GateDecision(models.Model):
    """Go, hold or stop, with the reason: kept for good."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="decisions")
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=4, choices=Verdict)
    reason = models.TextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-decided_on", "-id"]

    def __str__(self) -> str:
        return f"{self.case} at {self.gate}: {self.get_verdict_display()}"
