"""What is said of people's time in a stretch of days, read at once: seven small tables, which every page of the
plan would otherwise ask for one by one."""

import json
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from northing.planning.queries.capacity.kept_free import Kept, Share, kept_as_said

# As JSON, so that one answer holds them all. A table is named by its bare name: a past day hides it.
SAID = """
SELECT json_build_object(
    'teams', ARRAY(SELECT id FROM organisation_team WHERE archived_at IS NULL),
    'kept', (SELECT json_agg(json_build_array(team_id, low, likely, high)) FROM planning_keptfree),
    'weeks', (SELECT json_agg(json_build_array(team_id, days)) FROM planning_workingweek),
    'off', (SELECT json_agg(json_build_array(team_id, starts_on, ends_on)) FROM planning_holiday
        WHERE starts_on < %(after)s AND ends_on >= %(first)s),
    'away', (SELECT json_agg(json_build_array(member_id, starts_on, ends_on)) FROM planning_absence
        WHERE starts_on < %(after)s AND ends_on >= %(first)s),
    'shares', (SELECT json_agg(json_build_array(member_id, team_id, discipline, share)
        ORDER BY team_id, member_id) FROM organisation_membership
        WHERE member_id IN (SELECT id FROM organisation_member WHERE is_active)),
    'lent', (SELECT json_agg(json_build_array(member_id, from_team_id, to_team_id, starts_on, ends_on, share)
        ORDER BY id) FROM planning_lending WHERE starts_on < %(after)s AND ends_on >= %(first)s
        AND (scenario_id IS NULL OR scenario_id = %(scenario)s)),
    'set', (SELECT json_agg(json_build_array(team_id, starts_on, ends_on, person_weeks)) FROM planning_capacity
        WHERE starts_on < %(after)s AND ends_on > %(first)s))::text
"""


class Stretch(NamedTuple):
    """Days of a team or a member, or of everybody; both ends included."""

    whose: int | None
    starts_on: date
    ends_on: date


class Lent(NamedTuple):
    """Somebody who works for another team for a while; the share is per cent of their time in their own."""

    member_id: int
    from_team_id: int
    to_team_id: int
    starts_on: date
    ends_on: date
    share: int


class Set(NamedTuple):
    """Person-weeks that were set for a team, from the first day to before the last."""

    team: int
    starts_on: date
    ends_on: date
    person_weeks: float


@dataclass(frozen=True, slots=True)
class TimeSaid:
    """`weeks` are working days (1 is Monday) by team, everybody's by None; `shares` (member, team, discipline,
    per cent) by team; `off` and `away` are days off and absences."""

    teams: frozenset[int]
    kept: Kept
    weeks: dict[int | None, list[int]]
    off: list[Stretch]
    away: list[Stretch]
    shares: list[tuple[int, int, str, int]]
    lent: list[Lent]
    set: list[Set]


def time_said(first: date, after: date, *, scenario: int | None = None) -> TimeSaid:
    """From `first` up to, not including, `after`: as planned, or with a scenario's lendings too."""
    with connection.cursor() as cursor:
        cursor.execute(SAID, {"first": first, "after": after, "scenario": scenario})
        said = json.loads(cursor.fetchone()[0])
    return TimeSaid(
        frozenset(said["teams"]),
        kept_as_said({team: Share(*share) for team, *share in said["kept"] or ()}),
        dict(said["weeks"] or ()),
        [_stretch(*row) for row in said["off"] or ()],
        [_stretch(*row) for row in said["away"] or ()],
        [tuple(row) for row in said["shares"] or ()],
        [_lent(*row) for row in said["lent"] or ()],
        [Set(team, _day(first), _day(last), weeks) for team, first, last, weeks in said["set"] or ()],
    )


def _stretch(whose: int | None, starts_on: str, ends_on: str) -> Stretch:
    return Stretch(whose, _day(starts_on), _day(ends_on))


def _lent(member: int, lends: int, borrows: int, starts_on: str, ends_on: str, share: int) -> Lent:
    return Lent(member, lends, borrows, _day(starts_on), _day(ends_on), share)


_day = date.fromisoformat
