"""What is in progress, against how long finished items of its kind took. Its kind is its team's items."""

from dataclasses import dataclass
from datetime import date

from northing.organisation.models import Member
from northing.planning.queries.flow import InProgress, days_taken, in_progress
from northing_engine import flow as engine


@dataclass(frozen=True, slots=True)
class OldItem:
    """`older_than`: the share of finished ones that were done in less time than it has waited."""

    progress: InProgress
    usual: engine.Usual
    older_than: float
    of_all: bool
    """Its team has too few finished items, so it is held against those of all teams."""

    @property
    def is_old(self) -> bool:
        return self.progress.age > self.usual.most

    @property
    def name(self) -> str:
        return self.progress.item.name


@dataclass(frozen=True, slots=True)
class TeamAges:
    """The items in progress of one team, oldest first; `usual` is None without enough that was finished."""

    team: int | None
    name: str
    usual: engine.Usual | None
    of_all: bool
    items: tuple[InProgress, ...]


@dataclass(frozen=True, slots=True)
class Ages:
    teams: tuple[TeamAges, ...]
    old: tuple[OldItem, ...]

    @property
    def count(self) -> int:
        return sum(len(team.items) for team in self.teams)


def ages(actor: Member, *, today: date, team: int | None = None, mine: bool = False) -> Ages:
    """Everything in progress by team, and what of it is older than 85 % of its kind, the most unusual first."""
    rows = in_progress(actor, team=team, mine=mine)
    if not rows:
        return Ages((), ())
    taken = days_taken(today)
    everywhere = engine.usual_time(taken.get(None, []))
    teams, old = [], []
    for key in sorted({row.team for row in rows}, key=lambda key: (key is None, key or 0)):
        own = engine.usual_time(taken.get(key, [])) if key is not None else None
        usual = own or everywhere
        items = tuple(row for row in rows if row.team == key)
        named = items[0].item.team
        teams.append(TeamAges(key, named.name if named else "No team", usual, own is None, items))
        if usual is not None:
            days = taken[key if own else None]
            shares = engine.older_than([row.age for row in items], days)
            aged = [
                OldItem(row, usual, float(share), own is None) for row, share in zip(items, shares, strict=True)
            ]
            old += [row for row in aged if row.is_old]
    old.sort(key=lambda row: (-row.progress.age / max(row.usual.most, 0.1), row.progress.item.pk))
    return Ages(tuple(sorted(teams, key=lambda each: (each.team is None, each.name))), tuple(old))


def old_items(actor: Member, *, today: date, mine: bool) -> tuple[OldItem, ...]:
    """What Today names."""
    return ages(actor, today=today, mine=mine).old
