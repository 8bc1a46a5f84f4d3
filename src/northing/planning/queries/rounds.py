"""Rounds in which people score alone: who is asked, who has said something, and what, once it may be seen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member, Role
from northing.planning import policies
from northing.planning.models import Driver, Input, Key, RoundCandidate, RoundMember, ScoringRound
from northing.planning.queries.prioritise.candidates import Candidate, candidates
from northing.planning.queries.prioritise.fields import Field, field_of

Range = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One of those who are asked. `said`: of how many cells they said something, never what."""

    member: Member
    said: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A candidate of a round, as somebody who may see it reads it. `said`: by field and member; while the round
    is hidden none but one's own."""

    row: RoundCandidate
    candidate: Candidate
    said: Mapping[str, Mapping[int, Range]]

    @property
    def key(self) -> Key:
        return self.candidate.key


@dataclass(frozen=True, slots=True)
class Round:
    """`is_seen`: what was said is shown to everybody; nobody can say more."""

    of: ScoringRound
    fields: tuple[Field, ...]
    asked: tuple[AskedOf, ...]
    parts: tuple[Part, ...]
    is_seen: bool
    is_asked: bool
    may_settle: bool

    @property
    def names(self) -> dict[int, str]:
        return {each.member.pk: each.member.name for each in self.asked}


def is_seen(of: ScoringRound) -> bool:
    """All have said that they are done, or time is up."""
    return of.opened_at is not None or of.until <= clock.now()


def rounds(actor: Member) -> Sequence[ScoringRound]:
    """Those that one is asked in or made; who plans sees all. The latest first."""
    found = ScoringRound.objects.select_related("made_by", "score_model")
    if policies.may_plan(actor):
        return list(found)
    return list(found.filter(Q(asked__member=actor)).distinct())


def one_round(actor: Member, pk: int) -> Round:
    """What the actor may see of it now. A constant number of queries."""
    found = ScoringRound.objects.select_related("made_by", "score_model").filter(pk=pk).first()
    asked = list(RoundMember.objects.filter(round=pk).select_related("member").order_by("member__name"))
    is_asked = any(each.member_id == actor.pk for each in asked)
    if found is None or not (is_asked or policies.may_plan(actor)):
        raise NotVisible
    seen = is_seen(found)
    said = Input.objects.filter(round=pk)
    counts: defaultdict[int, int] = defaultdict(int)
    by_cell: defaultdict[tuple[Key, str], dict[int, Range]] = defaultdict(dict)
    for row in said:
        counts[row.said_by_id or 0] += 1
        if seen or row.said_by_id == actor.pk:
            by_cell[row.key, row.field][row.said_by_id or 0] = (row.low, row.likely, row.high)
    named = {driver.field: driver for driver in Driver.objects.filter(score_model=found.score_model_id)}
    fields = tuple(field_of(found.score_model, key, named) for key in found.fields)
    known = candidates(actor)
    parts = [
        Part(row, known[row.key], {field.key: by_cell[row.key, field.key] for field in fields})
        for row in RoundCandidate.objects.filter(round=pk)
        if row.key in known
    ]
    return Round(
        of=found,
        fields=fields,
        asked=tuple(AskedOf(each.member, counts[each.member_id], each.done_at is not None) for each in asked),
        parts=tuple(parts),
        is_seen=seen,
        is_asked=is_asked,
        may_settle=seen and (actor.runs_the_place or found.made_by_id == actor.pk),
    )


def people() -> Sequence[Member]:
    """Who can be asked: viewers read."""
    return list(Member.objects.filter(is_active=True).exclude(role=Role.VIEWER).order_by("name"))
