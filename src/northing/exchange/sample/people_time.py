"""Whose time there is at Tarnbrook: who has which items, which disciplines are needed, what is kept free, who is
away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from northing.exchange.sample.company import TEAMS
from northing.exchange.sample.moments import act
from northing.organisation.models import Discipline, Member
from northing.planning import commands as planning
from northing.planning.models import Feature

BUILDERS = {
    team.name: [(name, share) for name, share, discipline in team.members if discipline != Discipline.PRODUCT]
    for team in TEAMS
}
# Who is away, in how many days from now, and for how many days.
AWAY = (("Ben Carter", 40, 13), ("Aisha Khan", 68, 18), ("Luc Moreau", 75, 11), ("Elin Hart", 19, 4))
# Person-weeks of a discipline that a feature needs, and who said so.
NEEDS = (
    ("Dispute-aware reminders", "Tomás Herrera", Discipline.DESIGN, (1, 2, 3)),
    ("France: credit notes", "Mei-Lin Zhao", Discipline.DESIGN, ("0.5", 1, 2)),
    ("Pay-by-bank on invoices", "Priya Raman", Discipline.DESIGN, (1, "1.5", 3)),
    ("Multi-entity cash view", "Freya Madsen", Discipline.DATA, (2, 3, 6)),
    ("Payer behaviour scores", "Daniel Osei", Discipline.DATA, (4, 5, 8)),
)


def assignee(team: str, key: str, part: int) -> str:
    """Somebody who is there for most of their time has three of four items of a feature, others the rest."""
    number = int(key.rsplit("-", 1)[-1])
    everybody = [name for name, _ in BUILDERS[team]]
    mostly = [name for name, share in BUILDERS[team] if share >= 60] or everybody
    return everybody[part % len(everybody)] if part % 4 == 0 else mostly[number % len(mostly)]


def keep_time(*, now: datetime, start: datetime, head: Member, people: dict[str, Member]) -> None:
    act(
        start,
        planning.keep_free,
        actor=head,
        low=0.1,
        likely=0.15,
        high=0.2,
        reason="Support, upkeep and what nobody foresees",
    )
    for name, ahead, days in AWAY:
        first = now.date() + timedelta(days=ahead)
        act(
            now - timedelta(days=9),
            planning.add_absence,
            actor=people["Petra Lang"],
            member=people[name],
            starts_on=first,
            ends_on=first + timedelta(days=days),
        )


def say_disciplines(*, now: datetime, people: Mapping[str, Member]) -> None:
    for name, by, discipline, weeks in NEEDS:
        low, likely, high = (Decimal(number) for number in weeks)
        act(
            now - timedelta(days=16),
            planning.say_needs,
            actor=people[by],
            feature=Feature.objects.get(name=name),
            needs={discipline: (low, likely, high)},
        )
