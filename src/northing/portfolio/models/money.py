"""What products bring and cost, by quarter, and what the money is for."""

from datetime import date
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower

from northing.organisation.history import track
from northing.portfolio.models.products import PERCENT, Product


def quarter_of(day: date) -> date:
    """The first day of the quarter that holds `day`."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


@track()
class InvestmentClass(models.Model):
    """A purpose that money is spent for: core, adjacent, new; or what the user calls them."""

    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)
    target = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=PERCENT, help_text="Percent of all investment."
    )

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_investment_class_a_name")]

    def __str__(self) -> str:
        return self.name


class OfAQuarter(models.Model):
    """Planned and real amounts of a quarter, in the organisation's currency."""

    starts_on = models.DateField(help_text="The first day of the quarter.")
    budget = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    actual = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        abstract = True


@track()
class Revenue(OfAQuarter):
    product = models.ForeignKey(Product, models.CASCADE, related_name="revenues")

    class Meta:
        ordering = ["starts_on"]
        constraints = [models.UniqueConstraint(fields=["product", "starts_on"], name="one_revenue_a_quarter")]

    def __str__(self) -> str:
        return f"Revenue of {self.product}, quarter from {self.starts_on}"


@track()
class Spending(OfAQuarter):
    """What a product cost in a quarter, for one purpose."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="spendings")
    purpose = models.ForeignKey(InvestmentClass, models.PROTECT, related_name="spendings")

    class Meta:
        ordering = ["starts_on", "purpose__position"]
        constraints = [
            models.UniqueConstraint(fields=["product", "starts_on", "purpose"], name="one_spending_a_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.product}, quarter from {self.starts_on}"


@track()
class PortfolioRules(models.Model):
    """One row: what a person-week costs, and where the matrices are cut."""

    week_rate = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        default=Decimal(4000),
        validators=[MinValueValidator(Decimal(0))],
        help_text="What a person-week costs.",
    )
    share_cut = models.PositiveSmallIntegerField(
        default=10, validators=PERCENT, help_text="Percent of revenue above which a product is large."
    )
    growth_cut = models.SmallIntegerField(default=10, help_text="Percent a year above which a product is fast.")
    low_cut = models.DecimalField(
        max_digits=3, decimal_places=2, default=Decimal("2.33"), help_text="Below it, a score is low."
    )
    high_cut = models.DecimalField(
        max_digits=3,
        decimal_places=2,
        default=Decimal("3.67"),
        help_text="Above it, a score of 1 to 5 is high.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_portfolio_rules"),
            models.CheckConstraint(
                condition=models.Q(low_cut__lt=models.F("high_cut")),
                name="low_cut_below_high_cut",
                violation_error_message="The lower cut must lie below the upper one.",
            ),
        ]

    def __str__(self) -> str:
        return "Rules of the portfolio"
