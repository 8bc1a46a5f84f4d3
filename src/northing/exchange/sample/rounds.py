"""Two rounds in which Tarnbrook's people score alone: one is settled but for a candidate, one is still hidden."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from northing.exchange.sample.moments import act
from northing.organisation.models import Member
from northing.planning.commands.scoring import rounds
from northing.planning.models import Feature, Key, RoundCandidate, ScoreModel, ScoringRound

Three = tuple[float, float, float]
SETTLED = {
    # feature: what each said of its impact, in the order of SAYS, what stands in the end, and why
    "Multi-entity cash view": (
        ((2.2, 3, 3.4), (0.5, 0.8, 1.4), (1.2, 1.8, 2.4)),
        (1.5, 2.6, 3.2),
        "Freya has called eleven groups, Daniel thought of accounts with two companies on paper. Groups are meant.",
    ),
    "Payer behaviour scores": (
        ((0.6, 1, 1.5), (1, 1.6, 2.1), (0.9, 1.3, 1.8)),
        (0.8, 1.3, 1.9),
        "Nobody was far off. The middle stands until the trial with forty accounts ends.",
    ),
    "Dispute-aware reminders": (((0.4, 0.7, 1), (0.5, 0.8, 1.2), (1.1, 1.7, 2.2)), None, ""),
}
SAYS = ("Freya Madsen", "Daniel Osei", "Tomás Herrera")
STILL_ASKED = ("Webhooks v2", "Ten-year archive", "Bulk edit for invoices")
ASKED = ("Mei-Lin Zhao", "Priya Raman", "Jonas Lindqvist")
REACH_OF_ONE = ((400, 650, 900), (450, 700, 1000), (2600, 3900, 5000))


def score_alone(*, now: datetime, head: Member, people: Mapping[str, Member]) -> None:
    rice = ScoreModel.objects.get(name="RICE")
    _settled(now, head, [people[name] for name in SAYS], rice)
    asked = [head, *(people[name] for name in ASKED)]
    until = now + timedelta(days=3)
    running = _start(
        now - timedelta(days=1), head, "How many it reaches", rice, STILL_ASKED, "reach", asked, until
    )
    _say(now - timedelta(hours=20), running, people["Jonas Lindqvist"], "reach", STILL_ASKED, REACH_OF_ONE)


def _settled(now: datetime, head: Member, asked: Sequence[Member], rice: ScoreModel) -> None:
    begun, seen = now - timedelta(days=12), now - timedelta(days=5)
    features = tuple(SETTLED)
    over = _start(begun, head, "What the bets change for people", rice, features, "impact", asked, seen)
    for place, member in enumerate(asked):
        said = [ranges[place] for ranges, _, _ in SETTLED.values()]
        _say(begun + timedelta(days=place + 1), over, member, "impact", features, said)
    parts = {
        part.feature_id: part for part in RoundCandidate.objects.filter(round=over).select_related("round")
    }
    for key, (_, stands, why) in zip(_keys(features), SETTLED.values(), strict=True):
        part = parts[key.pk]
        if stands is not None:
            act(seen, rounds.settle, actor=head, part=part, said={"impact": stands}, reason=why)


def _start(
    moment: datetime,
    head: Member,
    name: str,
    score_model: ScoreModel,
    features: Sequence[str],
    field: str,
    members: Sequence[Member],
    until: datetime,
) -> ScoringRound:
    return act(
        moment,
        rounds.start_round,
        actor=head,
        name=name,
        score_model=score_model,
        keys=_keys(features),
        fields=[field],
        members=members,
        until=until,
    )


def _say(
    moment: datetime,
    of: ScoringRound,
    member: Member,
    field: str,
    features: Sequence[str],
    ranges: Sequence[Three],
) -> None:
    said = {(key, field): numbers for key, numbers in zip(_keys(features), ranges, strict=True)}
    act(moment, rounds.say_alone, actor=member, of=of, said=said, done=True)


def _keys(names: Sequence[str]) -> list[Key]:
    of = dict(Feature.objects.filter(name__in=names).values_list("name", "pk"))
    return [Key("feature", of[name]) for name in names]
