"""What was said of candidates as it is reckoned with: what comes by itself as it is today, what is counted for
formulas, and estimates and chances as the record of their team says they should be read."""

from collections.abc import Collection, Mapping
from datetime import date

from northing.organisation.models import Member
from northing.planning.models import Key
from northing.planning.queries.live_inputs import live_values
from northing.planning.queries.prioritise.inputs import Said
from northing.planning.queries.prioritise.own_values import own_numbers
from northing.planning.scoring.formulas import COUNTED, FIELDS
from northing.planning.scoring.record import Corrections, Range, corrections

CORRECTED = ("effort", "confidence")


def as_read(
    actor: Member | None,
    teams: Mapping[Key, int | None],
    said: Mapping[Key, Mapping[str, Said]],
    *,
    asked: Collection[str],
    today: date,
    corrected: bool,
) -> dict[Key, dict[str, Said]]:
    """By candidate and field, as far as the actor may know; for nobody, which is a plan of all, everything.
    `teams`: of each candidate. `asked`: what the score asks for; only chances, not grades, are corrected.

    What was corrected says in `stated` what was likely before. A constant number of queries.
    """
    read = {key: dict(fields) for key, fields in said.items()}
    _bring_live(actor, read)
    _count(actor, read, [name for name in COUNTED if name in asked])
    _fill_own(read, asked)
    if corrected:
        _correct(corrections(today), teams, read)
    return read


def _bring_live(actor: Member | None, read: dict[Key, dict[str, Said]]) -> None:
    wanted = [(key, each.live) for key, fields in read.items() for each in fields.values() if each.live]
    if not wanted:
        return
    values = live_values(actor, wanted)
    for key, fields in read.items():
        for name, each in fields.items():
            value = values.get((key, each.live))
            if value is not None:
                fields[name] = each._replace(low=value, likely=value, high=value)


def _count(actor: Member | None, read: dict[Key, dict[str, Said]], names: Collection[str]) -> None:
    if not names:
        return
    values = live_values(actor, [(key, name) for key in read for name in names])
    for (key, name), value in values.items():
        read[key].setdefault(name, Said(value, value, value, live=name))


def _fill_own(read: dict[Key, dict[str, Said]], asked: Collection[str]) -> None:
    """From the organisation's own fields, where nobody said something else under that name."""
    if set(asked) <= {*FIELDS, *COUNTED}:
        return
    for key, numbers in own_numbers(read, asked).items():
        for name, value in numbers.items():
            read[key].setdefault(name, Said(value, value, value, live="own"))


def _correct(record: Corrections, teams: Mapping[Key, int | None], read: Mapping[Key, dict[str, Said]]) -> None:
    """Of thousands of candidates most say one of a few things: each of these is corrected once."""
    known: dict[tuple[str, int | None, Said], Said] = {}
    for key, fields in read.items():
        team = teams[key]
        for name in CORRECTED:
            each = fields.get(name)
            if each is None or (name == "confidence" and each.high > 1):
                continue
            asked = name, team, each
            if asked not in known:
                known[asked] = _corrected(record, *asked)
            fields[name] = known[asked]


def _corrected(record: Corrections, name: str, team: int | None, said: Said) -> Said:
    before = Range(said.low, said.likely, said.high)
    after = record.effort(team, before) if name == "effort" else record.confidence(team, before)
    if after == before:
        return said
    return said._replace(low=after.low, likely=after.likely, high=after.high, stated=said.likely)
