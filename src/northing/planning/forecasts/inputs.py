"""What a forecast rests on, gathered in a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from northing.organisation.models import Discipline, Membership, Team
from northing.planning.models import (
    Capacity,
    Dependency,
    DependencyKind,
    Feature,
    FeatureState,
    Holiday,
    WorkingWeek,
)
from northing.planning.queries.throughput import weekly_done
from northing_engine import forecasting as engine

HISTORY_WEEKS = 26  # older weeks say little about the team of today
AHEAD_WEEKS = 104  # how far capacity is planned week by week; after that a team is its usual self
DRAWS = 20_000
# Whose time goes into effort: estimates are in person-weeks of those who build.
BUILDERS = (Discipline.ENGINEERING, Discipline.DESIGN, Discipline.DATA, Discipline.OTHER)
UNDER_WAY_FIRST = 1e12  # taken off the rank of what is being built: nobody stops it for what comes after


@dataclass(frozen=True, eq=False)
class Inputs:
    """Everything that `forecast_delivery` is given, with the day it is given for."""

    today: date
    features: dict[int, Feature]
    pieces: tuple[engine.Piece, ...]
    history: engine.History
    capacity: engine.Capacity
    calendar: engine.Calendar
    builders: dict[int, float]
    """Persons that build in each team, in full-time shares."""


def gather(*, today: date, also: Collection[int] = ()) -> Inputs:
    """The state of the plan today. Ideas take no capacity unless something planned needs them, or they are in
    `also`."""
    features = {
        feature.pk: feature
        for feature in Feature.objects.open().select_related("team", "product").order_by("pk")
    }
    needs = _needs(features)
    wanted = _wanted(features, needs, also)
    teams, done = weekly_done(today=today, weeks=HISTORY_WEEKS)
    builders = _builders()
    days, closed, off = _calendar(today)
    return Inputs(
        today=today,
        features={pk: features[pk] for pk in wanted},
        pieces=tuple(piece_of(features[pk], needs[pk], today) for pk in wanted),
        history=engine.History(teams, done),
        capacity=_capacity(today, builders, days, off),
        calendar=engine.Calendar(today, tuple(day - 1 for day in days), frozenset(closed)),
        builders=builders,
    )


def piece_of(feature: Feature, needs: Iterable[int], today: date) -> engine.Piece:
    """One feature as the engine sees it."""
    rank = feature.rank - (UNDER_WAY_FIRST if feature.state == FeatureState.BUILDING else 0)
    wait = (feature.not_before - today).days / 7 if feature.not_before else 0.0
    effort = None
    if feature.estimate_low is not None and feature.estimate_high is not None:
        effort = engine.Range(
            float(feature.estimate_low),
            float(feature.estimate_high),
            float(feature.estimate_likely or 0) or None,
        )
    return engine.Piece(
        id=feature.pk,
        team=feature.team_id or f"nobody for {feature.pk}",
        rank=rank,
        items=feature.items_left,
        effort=effort,
        needs=tuple(sorted(needs)),
        not_before=max(wait, 0.0),
    )


def _needs(features: dict[int, Feature]) -> defaultdict[int, set[int]]:
    """What each open feature waits for; what has shipped holds up nobody."""
    needs: defaultdict[int, set[int]] = defaultdict(set)
    for feature, other in Dependency.objects.filter(kind=DependencyKind.NEEDS).values_list("feature", "other"):
        if feature in features and other in features:
            needs[feature].add(other)
    return needs


def _wanted(features: dict[int, Feature], needs: dict[int, set[int]], also: Collection[int]) -> list[int]:
    wanted = {pk for pk, feature in features.items() if feature.state != FeatureState.IDEA or pk in also}
    waiting = list(wanted)
    while waiting:
        for need in needs.get(waiting.pop(), ()):
            if need not in wanted:
                wanted.add(need)
                waiting.append(need)
    return sorted(wanted)


def _builders() -> dict[int, float]:
    rows = (
        Membership.objects.filter(discipline__in=BUILDERS, member__is_active=True)
        .values_list("team_id")
        .annotate(shares=Sum("share"))
    )
    return {team: shares / 100 for team, shares in rows}


def _calendar(today: date) -> tuple[list[int], set[date], list[Holiday]]:
    """Everybody's working days, the days on which nobody works, and all days off to come."""
    everybody = WorkingWeek.objects.filter(team=None).first()
    off = list(Holiday.objects.filter(ends_on__gte=today))
    closed = {day for holiday in off if holiday.team_id is None for day in _days(holiday)}
    return (everybody.days if everybody else [1, 2, 3, 4, 5]), closed, off


def _capacity(today: date, builders: dict[int, float], days: list[int], off: list[Holiday]) -> engine.Capacity:
    """A factor for each team and week: planned capacity against today's, less the days off."""
    periods: defaultdict[int, list[Capacity]] = defaultdict(list)
    for period in Capacity.objects.filter(ends_on__gt=today):
        periods[period.team_id].append(period)
    own_days = dict(WorkingWeek.objects.exclude(team=None).values_list("team_id", "days"))
    teams = set(Team.objects.values_list("pk", flat=True))
    return engine.Capacity(
        {
            team: _team_capacity(
                today, builders.get(team), periods[team], own_days.get(team, days), _off_days(off, team)
            )
            for team in teams
        }
    )


def _team_capacity(
    today: date, builders: float | None, periods: list[Capacity], days: list[int], off: set[date]
) -> engine.TeamCapacity:
    usual = _weekly(periods, today) or builders
    factors = []
    for week in range(AHEAD_WEEKS):
        monday = today + timedelta(weeks=week)
        planned = _weekly(periods, monday)
        share = planned / usual if planned is not None and usual else 1.0
        working = [
            day for day in (monday + timedelta(days=step) for step in range(7)) if day.isoweekday() in days
        ]
        present = sum(day not in off for day in working) / len(working) if working else 0.0
        factors.append(share * present)
    while factors and factors[-1] == 1.0:
        factors.pop()
    return engine.TeamCapacity(tuple(factors), 1.0, usual)


def _weekly(periods: list[Capacity], day: date) -> float | None:
    """Person-weeks a week on that day, where somebody planned it."""
    for period in periods:
        if period.starts_on <= day < period.ends_on:
            return float(period.person_weeks) * 7 / (period.ends_on - period.starts_on).days
    return None


def _off_days(off: list[Holiday], team: int) -> set[date]:
    return {day for holiday in off if holiday.team_id in {None, team} for day in _days(holiday)}


def _days(holiday: Holiday) -> Iterable[date]:
    length = (holiday.ends_on - holiday.starts_on).days + 1
    return (holiday.starts_on + timedelta(days=step) for step in range(length))
