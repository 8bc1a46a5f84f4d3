"""When people work, and how much: what turns weeks of work into dates."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from northing.organisation.history import track
from northing.organisation.models import Team


def monday_to_friday() -> list[int]:
    return [1, 2, 3, 4, 5]


@track()
class WorkingWeek(models.Model):
    """The days on which a team works, 1 for Monday; the row without a team is everybody's."""

    team = models.OneToOneField(Team, models.CASCADE, null=True, blank=True, related_name="+")
    days = ArrayField(models.PositiveSmallIntegerField(), default=monday_to_friday)

    class Meta:
        constraints = [
            models.UniqueConstraint("team", name="one_working_week_a_team", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.team or 'Everybody'}: {self.days}"


@track()
class Holiday(models.Model):
    """Days off, both ends included, of a team or of everybody."""

    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="holiday_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Capacity(models.Model):
    """Person-weeks that a team has in a period, before days off and what is kept free."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    person_weeks = models.DecimalField(max_digits=7, decimal_places=2, validators=[MinValueValidator(0)])

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["team", "starts_on"], name="one_capacity_a_period"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="capacity_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.starts_on}: {self.person_weeks}"
