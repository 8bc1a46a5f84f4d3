"""What is weighed against what: a feature, a customer problem or a bet, whichever a row is about."""

from django.db import models
from django.db.models import Q

from northing.insight.models import Opportunity
from northing.organisation.history import track
from northing.organisation.models import Member
from northing.planning.models.feature import Feature, Initiative
from northing.planning.models.key import Key


def exactly_one(name: str) -> models.CheckConstraint:
    """A row is about one candidate of one kind."""
    one_of = (
        Q(feature__isnull=False, opportunity=None, initiative=None)
        | Q(feature=None, opportunity__isnull=False, initiative=None)
        | Q(feature=None, opportunity=None, initiative__isnull=False)
    )
    return models.CheckConstraint(condition=one_of, name=name)


class AboutCandidate(models.Model):
    """A row about one candidate. Models that build on it add `exactly_one` to their constraints."""

    feature = models.ForeignKey(Feature, models.CASCADE, null=True, blank=True, related_name="+")
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, null=True, blank=True, related_name="+")
    initiative = models.ForeignKey(Initiative, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True

    @property
    def key(self) -> Key:
        """Of what this row is about, without a query."""
        if self.feature_id is not None:
            return Key("feature", self.feature_id)
        if self.opportunity_id is not None:
            return Key("opportunity", self.opportunity_id)
        return Key("initiative", self.initiative_id or 0)  # never 0: the database holds `exactly_one`


@track()
class Considered(AboutCandidate):
    """Put among the candidates, or taken from among them. Features are there without a row, until they ship."""

    left_out = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "considered"
        constraints = [
            exactly_one("considers_one_candidate"),
            models.UniqueConstraint(
                fields=["feature", "opportunity", "initiative"], nulls_distinct=False, name="considered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {'left out' if self.left_out else 'considered'}"
