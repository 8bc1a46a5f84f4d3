"""What in the plan needs somebody: promises that may not hold, and what moved since a day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, TruncDate

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.models import Commitment, Feature, FeatureQuerySet, Outcome, OutlookRecord
from northing.planning.queries.feature_filter import AT_RISK

TREND_DAYS = 120
MOVED_DAYS = 5  # a P85 that moved by less is the noise of a new forecast
PAGE = 20
SHOWN_OF_OUTLOOK = ("outlook__p50", "outlook__p85", "outlook__chance")


@dataclass(frozen=True, slots=True)
class AtRisk:
    """An open commitment that is less likely than it should be."""

    feature: Feature
    due_on: date
    chance: float
    was: float | None
    trend: tuple[float, ...]


@dataclass
class Risks:
    """A page of the commitments at risk, of `total`; whoever asks for one past the last gets the last."""

    total: int
    asked: int
    rows: list[AtRisk] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def page(self) -> int:
        return min(max(1, self.asked), self.pages)

    @property
    def first(self) -> int:
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return min(self.page * PAGE, self.total)


@dataclass(frozen=True, slots=True)
class Moved:
    """A feature whose P85 went from one day to another."""

    feature: Feature
    was: date
    now: date


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


def at_risk(features: FeatureQuerySet, *, since: date, page: int = 1) -> Risks:
    """Open commitments below `AT_RISK` or past their day, the least likely first."""
    today = clock.today()
    unlikely = Q(outlook__chance__lt=AT_RISK, due_on__isnull=False)
    risky: QuerySet[Feature] = features.open().filter(unlikely | Q(due_on__lt=today))
    ordered = (
        risky.annotate(
            likely=Case(When(due_on__lt=today, then=0.0), default=Coalesce("outlook__chance", Value(0.0)))
        )
        .order_by("likely", "due_on", "pk")
        .select_related("outlook", "team", "owner")
        .only("name", "due_on", "team__name", "owner__name", *SHOWN_OF_OUTLOOK)
    )
    if page > 1:
        found = Risks(risky.count(), page)
        rows = list(ordered[found.first - 1 : found.last])
    else:
        counted = list(ordered.annotate(total=Window(Count("pk")))[:PAGE])
        found, rows = Risks(counted[0].total if counted else 0, page), [*counted]
    trends = _chances([row.pk for row in rows], today - timedelta(days=TREND_DAYS))
    found.rows += [_risk(row, row.due_on, trends.get(row.pk, []), since) for row in rows if row.due_on]
    return found


def _risk(feature: Feature, due_on: date, said: list[tuple[date, float]], since: date) -> AtRisk:
    """A promise whose day has passed can't hold any more, whatever was said of it."""
    outlook = getattr(feature, "outlook", None)
    chance = (outlook.chance or 0.0) if outlook and due_on >= clock.today() else 0.0
    before = [value for day, value in said if day <= since]
    return AtRisk(feature, due_on, chance, before[-1] if before else None, tuple(value for _, value in said))


def moved(features: FeatureQuerySet, *, since: date, most: int) -> tuple[list[Moved], list[Moved]]:
    """Features whose P85 moved by more than noise since the last forecast of that day, furthest first.

    Those that are later now, and those that are sooner; at most `most` of each.
    """
    said = OutlookRecord.objects.filter(feature=OuterRef("pk"), said_on__lte=since, p85__isnull=False)
    dated = (
        features.open()
        .filter(outlook__p85__isnull=False)
        .annotate(was=Subquery(said.order_by("-said_on").values("p85")[:1]), now=F("outlook__p85"))
        .values_list("pk", "was", "now")
    )
    far = [(pk, was, now) for pk, was, now in dated if was and now and abs((now - was).days) >= MOVED_DAYS]
    far.sort(key=lambda row: (-abs((row[2] - row[1]).days), row[0]))
    later = [row for row in far if row[2] > row[1]][:most]
    sooner = [row for row in far if row[2] < row[1]][:most]
    shown = Feature.objects.select_related("team").only("name", "team__name")
    named = shown.in_bulk([pk for pk, *_ in later + sooner])
    return (
        [Moved(named[pk], was, now) for pk, was, now in later],
        [Moved(named[pk], was, now) for pk, was, now in sooner],
    )


def happened(features: FeatureQuerySet, *, since: date, most: int) -> list[Said]:
    """Promises made, moved, kept and missed since that day, the newest first, at most `most`."""
    closed = Q(closed_at__date__gt=since) & ~Q(outcome=Outcome.WITHDRAWN)
    promised = Q(made_at__date__gt=since, replaced_at=None, outcome="")
    rows = (
        Commitment.objects.filter(closed | promised, feature__in=features)
        .annotate(on=Case(When(closed, then=TruncDate("closed_at")), default=TruncDate("made_at")))
        .order_by("-on", "made_at", "pk")
        .select_related("feature", "made_by")
        .only("outcome", "closed_at", "made_at", "feature__name", "made_by__name")
    )[:most]
    return [_said(row) for row in rows]


def _said(row: Commitment) -> Said:
    who = row.made_by.name if row.made_by else ""
    if row.outcome and row.closed_at:
        return Said(row.feature, row.get_outcome_display(), row.closed_at.date(), who)
    return Said(row.feature, "promised", row.made_at.date(), who)


def _chances(features: list[int], since: date) -> dict[int, list[tuple[date, float]]]:
    rows = OutlookRecord.objects.filter(feature__in=features, said_on__gte=since, chance__isnull=False)
    found: defaultdict[int, list[tuple[date, float]]] = defaultdict(list)
    for pk, day, chance in rows.order_by("said_on").values_list("feature_id", "said_on", "chance"):
        found[pk].append((day, float(chance or 0)))
    return found
