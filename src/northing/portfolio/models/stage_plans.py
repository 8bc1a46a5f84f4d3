"""How a product is wound down: nobody decides a decline without saying what becomes of the customers."""

from django.db import models

from northing.organisation.history import track
from northing.organisation.models import Member
from northing.portfolio.models.products import Product, Stage, StageChange


@track()
class StagePlan(models.Model):
    """Kept with the change of stage to decline or retirement that it explains."""

    change = models.OneToOneField(StageChange, models.CASCADE, related_name="plan")
    customers = models.PositiveIntegerField(help_text="How many are on it.")
    revenue = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="What it brings a year."
    )
    replacement = models.ForeignKey(Product, models.SET_NULL, null=True, blank=True, related_name="+")
    ends_on = models.DateField(help_text="The last day on which it runs.")

    def __str__(self) -> str:
        return f"Plan: {self.change}"

    @staticmethod
    def needed_for(stage: str) -> bool:
        return stage in {Stage.DECLINE, Stage.RETIRED}


@track()
class StageStep(models.Model):
    """A dated step of a plan; the roadmap shows it below its product."""

    plan = models.ForeignKey(StagePlan, models.CASCADE, related_name="steps")
    name = models.CharField(max_length=160)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.name
