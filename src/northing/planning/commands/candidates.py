"""Writing what is said of candidates, several at once or one: all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from northing.insight.models import Opportunity
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.commands.features import change_features
from northing.planning.models import Choice, Considered, Feature, Initiative, Input, Key, Pin, Scenario
from northing.planning.queries.calendar import quarters_from
from northing.planning.queries.live_inputs import value_today
from northing.planning.queries.prioritise.candidates import Candidate, candidates

Range = tuple[float, float, float]
KINDS = ("feature", "opportunity", "initiative")


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of one field; None takes it back. `place` names the cell in a message: "Row 2, Reach".

    `evidence`: where it comes from; None keeps what was said before. `live`: the source from which the numbers
    come by themselves from now on; without numbers those of today are brought.
    """

    key: Key
    field: str
    numbers: Range | None
    evidence: str | None = None
    place: str = ""
    live: str = ""


def say_inputs(*, actor: Member, sayings: Sequence[Saying], reason: str = "") -> int:
    """All in one transaction that is undone as one; how many candidates it was about.

    Refused with every message, each under its place.
    """
    problems: dict[str, str] = {}
    with recorded(actor=actor, command="planning.say_inputs", reason=reason):
        found = candidates(actor, {saying.key for saying in sayings})
        for saying in sayings:
            try:
                _require_mine(found, saying.key)
                _say(actor, saying)
            except Refused as refusal:
                if not saying.place:
                    raise
                problems[saying.place] = str(refusal)
        if problems:
            raise Refused(**problems)
    return len({saying.key for saying in sayings})


def pin_candidate(*, actor: Member, key: Key, scenario: Scenario | None, pin: str) -> Scenario:
    """It must be in, must be out, or is free again; without a scenario in a new draft for the next quarter."""
    if not policies.may_plan(actor):
        raise NotAllowed("Product managers and heads plan. Ask one of them.")
    if pin not in Pin.values:
        raise Refused(pin=f"{pin!r} is none of in, out and nothing.")
    with recorded(actor=actor, command="planning.pin_candidate"):
        if key not in candidates(actor, {key}):
            raise NotVisible
        draft = scenario or _new_draft(actor)
        if not draft.is_open:
            raise NotAllowed(f"{draft.name} is {draft.get_state_display().lower()}: copy it to change it.")
        choice = Choice.objects.select_for_update().filter(scenario=draft, **{key.kind: key.pk}).first()
        if choice is None:
            Choice.objects.create(scenario=draft, pin=pin, **{f"{key.kind}_id": key.pk})
        elif choice.pin != pin:
            choice.pin = pin
            choice.save(update_fields=["pin"])
    return draft


def consider(*, actor: Member, key: Key, left_out: bool = False, reason: str = "") -> None:
    """Put it among the candidates, or take it from among them; `reason`: why, which must be said then."""
    if not policies.may_plan(actor):
        raise NotAllowed("Product managers and heads plan. Ask one of them.")
    if left_out and not reason.strip():
        raise Refused(reason="Say why: nothing is left out without a reason.")
    with recorded(actor=actor, command="planning.consider", reason=reason):
        if not _is_visible(actor, key):
            raise NotVisible
        about: dict[str, Any] = {f"{kind}_id": key.pk if kind == key.kind else None for kind in KINDS}
        said = {"left_out": left_out, "reason": reason, "said_by": actor, "said_at": clock.now()}
        Considered.objects.update_or_create(**about, defaults=said)


def _require_mine(found: Mapping[Key, Candidate], key: Key) -> None:
    candidate = found.get(key)
    if candidate is None:
        raise NotVisible
    if not candidate.may_change:
        raise NotAllowed(
            f"{candidate.name} is not yours to score. Ask {candidate.owner or 'a head of product'}."
        )


def _say(actor: Member, saying: Saying) -> None:
    if saying.field == "effort" and saying.key.kind == "feature":
        return _estimate(actor, saying)
    about = {f"{saying.key.kind}_id": saying.key.pk}
    standing = Input.objects.select_for_update().filter(round=None, field=saying.field, **about)
    row = standing.first() or Input(field=saying.field, **about)
    numbers = _numbers(actor, saying, row.live)
    if numbers is None:
        standing.delete()
        return None
    Input.check_range(saying.field, *numbers)
    row.low, row.likely, row.high = numbers
    row.live = saying.live
    row.said_by, row.said_at = actor, clock.now()
    if saying.evidence is not None:
        row.evidence = saying.evidence.strip()
    row.save()
    return None


def _numbers(actor: Member, saying: Saying, live: str) -> Range | None:
    """Those of today where they begin to come by themselves. `live`: from where they come by now."""
    if not saying.live or (saying.live == live and saying.numbers is not None):
        return saying.numbers
    value = value_today(actor, saying.key, saying.live)
    return value, value, value


def _estimate(actor: Member, saying: Saying) -> None:
    """The effort of a feature is its estimate."""
    if saying.live:
        raise Refused(live="The effort of a feature is its estimate, which a person says.")
    names = ("estimate_low", "estimate_likely", "estimate_high")
    numbers = [Decimal(f"{number:.2f}") for number in saying.numbers] if saying.numbers else [None] * 3
    change_features(actor=actor, features=[saying.key.pk], changes=dict(zip(names, numbers, strict=True)))


def _new_draft(actor: Member) -> Scenario:
    following = quarters_from(clock.today(), 2)[1]
    taken = set(Scenario.objects.values_list("name", flat=True))
    number = next(number for number in range(1, len(taken) + 2) if f"Draft {number}" not in taken)
    return Scenario.objects.create(
        name=f"Draft {number}", starts_on=following.starts_on, made_by=actor, made_at=clock.now()
    )


def _is_visible(actor: Member, key: Key) -> bool:
    if key.kind == "opportunity":
        return Opportunity.objects.visible_to(actor).open().filter(pk=key.pk).exists()
    if key.kind == "initiative":
        return Initiative.objects.filter(pk=key.pk).exists()
    return Feature.objects.visible_to(actor).open().filter(pk=key.pk).exists()
