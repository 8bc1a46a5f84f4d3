"""What in the plan needs somebody: promises that may not hold, and what moved since a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Commitment, Feature, FeatureQuerySet, Outcome, OutlookRecord
from northing.planning.queries.feature_filter import AT_RISK

TREND_DAYS = 120
MOVED_DAYS = 5  # a P85 that moved by less is the noise of a new forecast


@dataclass(frozen=True, slots=True)
class AtRisk:
    """An open commitment that is less likely than it should be."""

    feature: Feature
    due_on: date
    chance: float
    was: float | None
    trend: tuple[float, ...]

    @property
    def fell(self) -> bool:
        return self.was is not None and self.chance < self.was


@dataclass(frozen=True, slots=True)
class Moved:
    """A feature whose P85 went from one day to another."""

    feature: Feature
    was: date
    now: date

    @property
    def later(self) -> bool:
        return self.now > self.was


@dataclass(frozen=True, slots=True)
class Said:
    """Something that happened to a feature: promised, moved, shipped."""

    feature: Feature
    what: str
    on: date
    who: str


def mine(features: FeatureQuerySet, actor: Member) -> FeatureQuerySet:
    """Those that somebody answers for: their own, their products', their teams'."""
    own = Q(owner=actor) | Q(product__owner=actor) | Q(team__lead=actor) | Q(team__memberships__member=actor)
    return features.filter(own).distinct()


def at_risk(features: FeatureQuerySet, *, since: date) -> list[AtRisk]:
    """Open commitments below `AT_RISK` or past their day, the least likely first."""
    today = clock.today()
    rows = list(
        features.open()
        .filter(due_on__isnull=False)
        .filter(Q(outlook__chance__lt=AT_RISK) | Q(due_on__lt=today))
        .select_related("outlook", "team", "owner")
    )
    trends = _chances([row.pk for row in rows], today - timedelta(days=TREND_DAYS))
    found = [_risk(row, row.due_on, trends.get(row.pk, []), since) for row in rows if row.due_on]
    return sorted(found, key=lambda risk: (risk.chance, risk.due_on))


def _risk(feature: Feature, due_on: date, said: list[tuple[date, float]], since: date) -> AtRisk:
    """A promise whose day has passed can't hold any more, whatever was said of it."""
    outlook = getattr(feature, "outlook", None)
    chance = (outlook.chance or 0.0) if outlook and due_on >= clock.today() else 0.0
    before = [value for day, value in said if day <= since]
    return AtRisk(feature, due_on, chance, before[-1] if before else None, tuple(value for _, value in said))


def moved(features: FeatureQuerySet, *, since: date) -> list[Moved]:
    """Features whose P85 moved by more than noise since the last forecast of that day, furthest first."""
    dated = features.open().filter(outlook__p85__isnull=False).select_related("outlook", "team")
    rows = {feature.pk: feature for feature in dated}
    before = (
        OutlookRecord.objects.filter(feature__in=rows, said_on__lte=since, p85__isnull=False)
        .order_by("feature_id", "-said_on")
        .distinct("feature_id")
        .values_list("feature_id", "p85")
    )
    found = []
    for pk, was in before:
        now = rows[pk].outlook.p85
        if was and now and abs((now - was).days) >= MOVED_DAYS:
            found.append(Moved(rows[pk], was, now))
    return sorted(found, key=lambda row: -abs((row.now - row.was).days))


def happened(features: FeatureQuerySet, *, since: date) -> list[Said]:
    """Promises made, moved, kept and missed since that day, the newest first."""
    rows = (
        Commitment.objects.filter(feature__in=features)
        .filter(Q(made_at__date__gt=since) | Q(closed_at__date__gt=since))
        .select_related("feature", "made_by")
    )
    found = []
    for row in rows:
        who = row.made_by.name if row.made_by else ""
        if row.closed_at and row.closed_at.date() > since and row.outcome != Outcome.WITHDRAWN:
            found.append(Said(row.feature, row.get_outcome_display(), row.closed_at.date(), who))
        elif row.made_at.date() > since and row.is_current:
            found.append(Said(row.feature, "promised", row.made_at.date(), who))
    return sorted(found, key=lambda row: row.on, reverse=True)


def _chances(features: list[int], since: date) -> dict[int, list[tuple[date, float]]]:
    rows = OutlookRecord.objects.filter(feature__in=features, said_on__gte=since, chance__isnull=False)
    found: defaultdict[int, list[tuple[date, float]]] = defaultdict(list)
    for pk, day, chance in rows.order_by("said_on").values_list("feature_id", "said_on", "chance"):
        found[pk].append((day, float(chance or 0)))
    return found
