"""One candidate by itself, for what is answered before all others are looked at again."""

from dataclasses import dataclass

from northing.kernel import clock
from northing.organisation.models import Member
from northing.planning.prioritising.weighing import Asked, middle_of
from northing.planning.queries.prioritise.candidates import Candidate
from northing.planning.queries.prioritise.inputs import Said, said_of
from northing.planning.scoring.reading import as_read


@dataclass(frozen=True, slots=True)
class One:
    """`said`: of the field that is asked for, as the grid reads it. `middle`: of the score; None where it has
    none, or where it is not known at once."""

    said: Said | None
    middle: float | None


def one(actor: Member, each: Candidate, field: str, asked: Asked, *, as_said: bool) -> One:
    key = each.key
    read = as_read(
        actor,
        {key: each.team_id},
        {key: {name: fully.said for name, fully in said_of(key).items()}},
        asked=asked.method.fields,
        today=clock.today(),
        corrected=not as_said,
    )[key]
    return One(read.get(field), middle_of(asked, key, read))
