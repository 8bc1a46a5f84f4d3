"""Inputs that come by themselves: what customers who ask pay, how many they are, and the latest of a metric."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from django.db import connection

from northing.insight.models import Opportunity
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.numbers import whole
from northing.metrics.models import Metric, Observation
from northing.organisation.models import Member
from northing.planning.models import Feature, FeatureOpportunity, Key

REVENUE, CUSTOMERS, ASKS, METRIC = "revenue", "customers", "asks", "metric:"
ASKED_FOR = (CUSTOMERS, REVENUE, ASKS)
ASKING = {
    REVENUE: "Revenue that asks for it",
    CUSTOMERS: "Customers who ask for it",
    ASKS: "Pieces that ask for it",
}
OWN = {"own": "A field of your own"}
UNSEEN = "A metric that you do not see"
# Each customer counts once a candidate, however many of its problems it has.
ASKED = """
WITH served AS (
    SELECT * FROM unnest(%(kinds)s::text[], %(keys)s::bigint[], %(problems)s::bigint[]) AS s(kind, key, problem)
), asked AS (
    SELECT served.kind, served.key, asking.customer_id, sum(asking.pieces) AS pieces
    FROM served JOIN insight_asking AS asking ON asking.opportunity_id = served.problem
    WHERE asking.last_at >= %(since)s GROUP BY 1, 2, 3
)
SELECT asked.kind, asked.key, count(*), coalesce(sum(customer.worth), 0)::float, sum(asked.pieces)::float
FROM asked JOIN insight_customer AS customer ON customer.id = asked.customer_id GROUP BY 1, 2
"""


def live_values(actor: Member | None, wanted: Collection[tuple[Key, str]]) -> dict[tuple[Key, str], float]:
    """What each source says today of each candidate, as far as the actor may know; to nobody, which is a plan
    of all, everything. Left out where a metric has no value. Of the last twelve months; nobody asking is 0. A
    constant number of queries."""
    found: dict[tuple[Key, str], float] = {}
    asking = {key for key, source in wanted if source in ASKED_FOR}
    asked = _asked(actor, asking) if asking else {}
    latest = _latest(actor, {source for _, source in wanted if source.startswith(METRIC)})
    for key, source in wanted:
        if source in ASKED_FOR:
            found[key, source] = asked.get(key, (0.0, 0.0, 0.0))[ASKED_FOR.index(source)]
        elif source in latest:
            found[key, source] = latest[source]
    return found


def sources(actor: Member) -> list[tuple[str, str]]:
    """What an input can come from by itself: value and label, for a choice."""
    metrics = Metric.objects.visible_to(actor).order_by("name").values_list("pk", "name")
    return [*ASKING.items(), *((f"{METRIC}{pk}", name) for pk, name in metrics)]


def source_names(actor: Member, used: Iterable[str]) -> dict[str, str]:
    """What those sources are called to the actor; one query at most."""
    wanted = set(used)
    known = ASKING | OWN
    if wanted - known.keys():
        known = dict(sources(actor)) | OWN
    return {source: known.get(source, UNSEEN) for source in wanted}


def value_today(actor: Member, key: Key, source: str) -> float:
    """What an input begins as that comes from there. Refused where there is no such source, or no value."""
    name = dict(sources(actor)).get(source)
    if name is None:
        raise Refused(live="That source is not there, or not yours to see. Choose another, or type a range.")
    value = live_values(actor, [(key, source)]).get((key, source))
    if value is None:
        raise Refused(live=f"{name} has no value yet. Choose another, or type a range.")
    return value


def _asked(actor: Member | None, keys: Iterable[Key]) -> dict[Key, tuple[float, float, float]]:
    pairs = [(key, problem) for key, problems in _problems(actor, keys).items() for problem in problems]
    since = OpportunityFilter().since(clock.today())
    with connection.cursor() as cursor:
        cursor.execute(
            ASKED,
            {
                "kinds": [key.kind for key, _ in pairs],
                "keys": [key.pk for key, _ in pairs],
                "problems": [problem for _, problem in pairs],
                "since": datetime(since.year, since.month, since.day, tzinfo=UTC),
            },
        )
        return {Key(kind, pk): (float(count), *sums) for kind, pk, count, *sums in cursor.fetchall()}


def _problems(actor: Member | None, keys: Iterable[Key]) -> dict[Key, set[int]]:
    """The problems a candidate would solve: its own, those that a feature serves, those of a bet's features."""
    wanted = list(keys)
    by_feature: defaultdict[int, list[Key]] = defaultdict(list)
    for key in wanted:
        if key.kind == "feature":
            by_feature[key.pk].append(key)
    bets = [key.pk for key in wanted if key.kind == "initiative"]
    features = Feature.objects.visible_to(actor) if actor is not None else Feature.objects.all()
    for pk, bet in features.filter(initiative__in=bets).values_list("pk", "initiative_id") if bets else ():
        by_feature[pk].append(Key("initiative", bet or 0))
    found: defaultdict[Key, set[int]] = defaultdict(set)
    problems = Opportunity.objects.visible_to(actor) if actor is not None else Opportunity.objects.all()
    links = FeatureOpportunity.objects.filter(feature__in=list(by_feature), opportunity__in=problems.standing())
    for pk, problem in links.values_list("feature_id", "opportunity_id"):
        for key in by_feature[pk]:
            found[key].add(problem)
    for key in wanted:
        if key.kind == "opportunity":
            found[key].add(key.pk)
    return found


def _latest(actor: Member | None, named: Iterable[str]) -> dict[str, float]:
    numbers = (whole(source.removeprefix(METRIC)) for source in named)
    wanted = [number for number in numbers if number is not None]
    if not wanted:
        return {}
    metrics = Metric.objects.visible_to(actor) if actor is not None else Metric.objects.all()
    rows = Observation.objects.filter(metric__in=metrics.filter(pk__in=wanted), day__lte=clock.today())
    latest = rows.order_by("metric_id", "-day").distinct("metric_id").values_list("metric_id", "value")
    return {f"{METRIC}{pk}": value for pk, value in latest}
