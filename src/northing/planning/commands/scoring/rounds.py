"""Scoring alone: started, said, done, and settled with a reason once everybody can see what was said."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.commands import notify
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.candidates import Saying, say_inputs
from northing.planning.models import (
    Input,
    Key,
    RoundCandidate,
    RoundMember,
    ScoreModel,
    ScoringRound,
)
from northing.planning.queries.prioritise.candidates import candidates
from northing.planning.queries.rounds import is_seen

Range = tuple[float, float, float]
MOST_CANDIDATES, MOST_PEOPLE = 60, 40
LONGEST_NAME = 120
WHO_MAY = "A round is started by product managers and heads. Ask one of them."


def start_round(
    *,
    actor: Member,
    name: str,
    score_model: ScoreModel,
    keys: Sequence[Key],
    fields: Sequence[str],
    members: Collection[Member],
    until: datetime,
) -> ScoringRound:
    """Those who are asked hear of it."""
    if not policies.may_plan(actor):
        raise NotAllowed(WHO_MAY)
    _check(name, keys, fields, members, until)
    with recorded(actor=actor, command="planning.start_round"):
        known = candidates(actor)
        if any(key not in known for key in keys):
            raise NotVisible
        made = ScoringRound.objects.create(
            name=name.strip(),
            score_model=score_model,
            fields=list(fields),
            made_by=actor,
            made_at=clock.now(),
            until=until,
        )
        RoundCandidate.objects.bulk_create(
            RoundCandidate(round=made, position=place, **{f"{key.kind}_id": key.pk})
            for place, key in enumerate(dict.fromkeys(keys))
        )
        RoundMember.objects.bulk_create(RoundMember(round=made, member=member) for member in members)
        notify(
            [member for member in members if member != actor],
            cause=f"planning.round:{made.pk}",
            text=f"{actor.name} asks you to score alone: {made.name}",
            url=reverse("planning:round", args=[made.pk]),
        )
    return made


def say_alone(
    *,
    actor: Member,
    of: ScoringRound,
    said: Mapping[tuple[Key, str], Range | None],
    done: bool = False,
) -> None:
    """What one person says of some cells, None to take it back. The last one who is done opens the round."""
    with recorded(actor=actor, command="planning.say_alone"):
        mine = _locked(of)
        asked = RoundMember.objects.select_for_update().filter(round=mine, member=actor).first()
        if asked is None:
            raise NotAllowed("You are not asked in this round.")
        if is_seen(mine):
            raise Refused("The round is open: what was said stands.")
        about = {row.key for row in RoundCandidate.objects.filter(round=mine)}
        for (key, field), numbers in said.items():
            if key not in about or field not in mine.fields:
                raise NotVisible
            _say(actor, mine, key, field, numbers)
        asked.done_at = clock.now() if done else None
        asked.save(update_fields=["done_at"])
        if done and not RoundMember.objects.filter(round=mine, done_at=None).exists():
            mine.opened_at = clock.now()
            mine.save(update_fields=["opened_at"])
            _tell_that_it_is_open(mine)


def settle(*, actor: Member, part: RoundCandidate, said: Mapping[str, Range], reason: str) -> None:
    """What stands from now on for one candidate, and why: the words are kept with the round and the inputs."""
    if not reason.strip():
        raise Refused(reason="Say why these numbers stand: it is what people will ask.")
    with recorded(actor=actor, command="planning.settle_round", reason=reason):
        mine = _locked(part.round)
        if not (actor.runs_the_place or mine.made_by_id == actor.pk):
            raise NotAllowed("Who started the round settles it, or a head of product.")
        if not is_seen(mine):
            raise Refused("Nobody has seen yet what was said: wait until all have, or time is up.")
        evidence = f"{mine.name}: {reason.strip()}"
        sayings = [Saying(part.key, field, numbers, evidence) for field, numbers in said.items()]
        say_inputs(actor=actor, sayings=sayings, reason=reason)
        row = RoundCandidate.objects.select_for_update().get(pk=part.pk)
        row.reason = reason.strip()
        row.save(update_fields=["reason"])
        if not RoundCandidate.objects.filter(round=mine, reason="").exists():
            mine.closed_at = clock.now()
            mine.save(update_fields=["closed_at"])


def _say(actor: Member, of: ScoringRound, key: Key, field: str, numbers: Range | None) -> None:
    about = {f"{key.kind}_id": key.pk}
    row = Input.objects.filter(round=of, said_by=actor, field=field, **about).first()
    if numbers is None:
        if row is not None:
            row.delete()
        return
    Input.check_range(field, *numbers)
    row = row or Input(round=of, said_by=actor, field=field, **about)
    row.low, row.likely, row.high = numbers
    row.said_at = clock.now()
    row.save()


def _locked(of: ScoringRound) -> ScoringRound:
    found = ScoringRound.objects.select_for_update().filter(pk=of.pk).first()
    if found is None:
        raise NotVisible
    return found


def _check(
    name: str, keys: Collection[Key], fields: Collection[str], members: Collection[Member], until: datetime
) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Refused(name=f"A round has a name of up to {LONGEST_NAME} characters.")
    if not 1 <= len(keys) <= MOST_CANDIDATES:
        raise Refused(candidates=f"Choose 1 to {MOST_CANDIDATES} candidates: people score them one by one.")
    if not fields:
        raise Refused(fields="Choose what is asked of each.")
    if not 2 <= len(members) <= MOST_PEOPLE:
        raise Refused(people=f"Ask 2 to {MOST_PEOPLE} people: one alone is not compared with anybody.")
    if until <= clock.now():
        raise Refused(until="That is over already.")


def _tell_that_it_is_open(of: ScoringRound) -> None:
    asked = RoundMember.objects.filter(round=of).select_related("member")
    notify(
        {each.member for each in asked} | ({of.made_by} if of.made_by else set()),
        cause=f"planning.round:{of.pk}",
        text=f"Everybody has scored: {of.name}",
        url=reverse("planning:round", args=[of.pk]),
    )
