"""What a forecast rests on, gathered in a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Sum

from northing.organisation.models import Membership, Team
from northing.planning.models import (
    Capacity,
    Dependency,
    DependencyKind,
    Feature,
    FeatureState,
    Holiday,
    Lending,
    Scenario,
    WorkingWeek,
)
from northing.planning.queries.calendar import BUILDERS
from northing.planning.queries.capacity.kept_free import Kept, kept_free
from northing.planning.queries.capacity.presence import Days, Presence, presence
from northing.planning.queries.capacity.unplanned import tracks_unplanned
from northing.planning.queries.throughput import weekly_done
from northing_engine import forecasting as engine

HISTORY_WEEKS = 26  # older weeks say little about the team of today
AHEAD_WEEKS = 104  # how far capacity is planned week by week; after that a team is its usual self
DRAWS = 20_000
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


def gather(
    *,
    today: date,
    also: Collection[int] = (),
    scenario: Scenario | None = None,
    lendings: Sequence[Lending] = (),
    kept: Kept | None = None,
) -> Inputs:
    """The state of the plan today. Ideas take no capacity unless something planned needs them, or they are in
    `also`.

    With a scenario its lendings count too. `lendings` and what is `kept` free are such as are only thought of.
    """
    features = {
        feature.pk: feature
        for feature in Feature.objects.open().select_related("team", "product").order_by("pk")
    }
    needs = _needs(features)
    wanted = _wanted(features, needs, also)
    teams, done = weekly_done(today=today, weeks=HISTORY_WEEKS)
    builders = _builders()
    days, closed = _calendar(today)
    there = presence(
        today,
        today + timedelta(weeks=AHEAD_WEEKS),
        scenario=scenario.pk if scenario else None,
        lendings=lendings,
    )
    return Inputs(
        today=today,
        features={pk: features[pk] for pk in wanted},
        pieces=tuple(piece_of(features[pk], needs[pk], today) for pk in wanted),
        history=engine.History(teams, done),
        capacity=_capacity(today, builders, there, kept or kept_free()),
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


def _calendar(today: date) -> tuple[list[int], set[date]]:
    """Everybody's working days, and the days to come on which nobody works."""
    everybody = WorkingWeek.objects.filter(team=None).first()
    off = Holiday.objects.filter(ends_on__gte=today, team=None)
    return (everybody.days if everybody else [1, 2, 3, 4, 5]), {day for row in off for day in _days(row)}


def _capacity(today: date, builders: dict[int, float], there: Presence, kept: Kept) -> engine.Capacity:
    """A factor for each team and week: who is there, and what is planned, against the team of today."""
    periods: defaultdict[int, list[Capacity]] = defaultdict(list)
    for period in Capacity.objects.filter(ends_on__gt=today):
        periods[period.team_id].append(period)
    own, borrowed = _weeks_there(there)
    tracked = tracks_unplanned(today)
    teams = Team.objects.values_list("pk", flat=True)
    nobody = np.zeros(AHEAD_WEEKS)
    return engine.Capacity(
        {
            team: _keeping_free(
                _team_capacity(
                    today,
                    builders.get(team),
                    periods[team],
                    own[team] / builders[team] if team in own else there.open_days(team).reshape(-1, 7).sum(1),
                    borrowed.get(team, nobody),
                ),
                kept.of(team).likely,
                tracked=team in tracked,
            )
            for team in teams
        }
    )


def _weeks_there(there: Presence) -> tuple[dict[int, Days], dict[int, Days]]:
    """Person-weeks of those who build in each team, week by week: its own people, and those it borrows."""
    own: dict[int, Days] = {}
    borrowed: dict[int, Days] = {}
    for place in there.places:
        if place.discipline in BUILDERS:
            into = borrowed if place.borrowed else own
            into[place.team] = into.get(place.team, 0) + place.days.reshape(-1, 7).sum(1)
    return own, borrowed


def _team_capacity(
    today: date, builders: float | None, periods: list[Capacity], present: Days, borrowed: Days
) -> engine.TeamCapacity:
    """`present`: the share of the team's own time that is there in each week; `borrowed`: person-weeks.

    A team that nobody is a member of yet, and of which only quarters to come were said, is as large as said."""
    usual = _weekly(periods, today) or builders or _first_said(periods)
    factors = []
    for week in range(AHEAD_WEEKS):
        planned = _weekly(periods, today + timedelta(weeks=week))
        share = planned / usual if planned is not None and usual else 1.0
        more = borrowed[week] / usual if usual else 0.0
        factors.append(round(float(share * present[week] + more), 9))
    while factors and factors[-1] == 1.0:
        factors.pop()
    return engine.TeamCapacity(tuple(factors), 1.0, usual)


def _keeping_free(team: engine.TeamCapacity, share: float, *, tracked: bool) -> engine.TeamCapacity:
    """Less what the team keeps free. Where its history knows unplanned items, they take of its pace as well;
    where it knows none, its pace is that of planned work already."""
    if tracked:
        factors = tuple(factor * (1 - share) for factor in team.factors)
        return engine.TeamCapacity(factors, team.later * (1 - share), team.person_weeks)
    weeks = None if team.person_weeks is None else team.person_weeks * (1 - share)
    return engine.TeamCapacity(team.factors, team.later, weeks)


def _weekly(periods: list[Capacity], day: date) -> float | None:
    """Person-weeks a week on that day, where somebody planned it."""
    for period in periods:
        if period.starts_on <= day < period.ends_on:
            return float(period.person_weeks) * 7 / (period.ends_on - period.starts_on).days
    return None


def _first_said(periods: list[Capacity]) -> float | None:
    """Person-weeks a week of the first period in which the team has any."""
    said = [period for period in periods if period.person_weeks > 0]
    first = min(said, key=lambda period: period.starts_on, default=None)
    return _weekly([first], first.starts_on) if first is not None else None


def _days(holiday: Holiday) -> Iterable[date]:
    length = (holiday.ends_on - holiday.starts_on).days + 1
    return (holiday.starts_on + timedelta(days=step) for step in range(length))
