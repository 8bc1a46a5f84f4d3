"""Whose time there is: absences, people lent, what is kept free, and the disciplines that features need."""

from django.db import models
from django.db.models import F, Q

from northing.organisation.history import track
from northing.organisation.models import Discipline, Member, Team
from northing.planning.models.feature import Feature
from northing.planning.models.scenario import Scenario


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, actor: Member) -> "AbsenceQuerySet":
        """One's own, and those of the people below one in the line. Others see weeks of a team, no person's."""
        return self.filter(member__in=line_of(actor))


def line_of(actor: Member) -> set[int]:
    """The actor and everybody below her in the line: her reports, theirs, and so on."""
    line, reports = {actor.pk}, {actor.pk}
    while reports:
        reports = set(Member.objects.filter(manager__in=reports).values_list("pk", flat=True)) - line
        line |= reports
    return line


@track()
class Absence(models.Model):
    """Days on which somebody is away, both ends included. Why is nobody's business, and is not kept."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="absence_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.starts_on} to {self.ends_on}"


@track()
class Lending(models.Model):
    """Somebody works for another team for a while. With a scenario, only there."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, null=True, blank=True, related_name="lendings")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    from_team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    to_team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    share = models.PositiveSmallIntegerField(default=100, help_text="Per cent of their time in the team.")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="lending_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~Q(from_team=F("to_team")), name="lent_to_another_team"),
            models.CheckConstraint(condition=Q(share__range=(1, 100)), name="lent_share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.member} from {self.from_team} to {self.to_team}"


@track()
class KeptFree(models.Model):
    """The share of a team's time that is not for features: running the business, debt, support. Without a team,
    of every team that says nothing itself."""

    team = models.OneToOneField(Team, models.CASCADE, null=True, blank=True, related_name="+")
    low = models.FloatField(help_text="Share of time, 0 to 1.")
    likely = models.FloatField()
    high = models.FloatField()
    reason = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "kept free"
        constraints = [
            models.UniqueConstraint("team", name="one_kept_free_a_team", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(low__gte=0, low__lte=F("likely"), likely__lte=F("high"), high__lt=1),
                name="kept_free_is_a_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.team or 'Everybody'}: {self.likely:.0%}"


@track()
class FeatureNeed(models.Model):
    """Person-weeks of one discipline that a feature needs: a part of its estimate, where that matters."""

    feature = models.ForeignKey(Feature, models.CASCADE, related_name="discipline_needs")
    discipline = models.CharField(max_length=20, choices=Discipline)
    low = models.DecimalField(max_digits=7, decimal_places=2)
    likely = models.DecimalField(max_digits=7, decimal_places=2)
    high = models.DecimalField(max_digits=7, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feature", "discipline"], name="one_need_a_discipline"),
            models.CheckConstraint(
                condition=Q(low__gt=0, low__lte=F("likely"), likely__lte=F("high")), name="need_is_a_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature}: {self.likely} weeks of {self.discipline}"
