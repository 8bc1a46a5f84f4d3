from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower

from northing.organisation.history import track
from northing.organisation.models.member import Member


class Discipline(models.TextChoices):
    PRODUCT = "product", "product"
    DESIGN = "design", "design"
    ENGINEERING = "engineering", "engineering"
    DATA = "data", "data"
    MARKETING = "marketing", "marketing"
    RESEARCH = "research", "research"
    OTHER = "other", "other"


@track()
class Team(models.Model):
    name = models.CharField(max_length=120)
    mission = models.TextField(blank=True)
    lead = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="leads")
    members = models.ManyToManyField(Member, through="Membership", related_name="teams")
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_team_a_name")]

    def __str__(self) -> str:
        return self.name


@track()
class Membership(models.Model):
    """Who works in a team, with what share of their time and in which discipline."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, models.CASCADE, related_name="memberships")
    share = models.PositiveSmallIntegerField(
        default=100,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="Per cent of full time.",
    )
    discipline = models.CharField(max_length=20, choices=Discipline, default=Discipline.ENGINEERING)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "member"], name="once_in_a_team"),
            models.CheckConstraint(condition=models.Q(share__range=(1, 100)), name="share_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.team}, {self.share} %"
