"""What hangs on a metric: the key results that read it, and what is built for them, in time or too late."""

from dataclasses import dataclass

from northing.kernel import clock
from northing.metrics.models import Metric
from northing.organisation.models import Member
from northing.strategy import slots
from northing.strategy.models import KeyResult, KeyResultQuerySet
from northing.strategy.queries.standing import Standing, standings
from northing.strategy.slots import Piece


@dataclass(frozen=True, slots=True)
class Hanging:
    """A key result and what is built for it. `late`: those that are likely done only after its target's day."""

    standing: Standing
    pieces: tuple[Piece, ...]

    @property
    def late(self) -> frozenset[int]:
        by = self.standing.key_result.by
        return frozenset(piece.id for piece in self.pieces if piece.p85 and piece.p85 > by)


def is_read(actor: Member, metric: Metric) -> bool:
    return _reading(actor, metric).exists()


def hanging(actor: Member, metric: Metric) -> tuple[Hanging, ...]:
    """Of cycles that are not closed, the target that is due first comes first."""
    rows = list(_reading(actor, metric).select_related("objective__cycle", "objective__owner", "owner"))
    known, work = standings(rows, clock.today()), slots.work.of(actor)
    return tuple(Hanging(known[row.pk], work.key_results.get(row.pk, ())) for row in rows)


def _reading(actor: Member, metric: Metric) -> KeyResultQuerySet:
    rows = KeyResult.objects.visible_to(actor).standing().filter(metric=metric)
    going = rows.filter(objective__dropped_at=None, objective__cycle__closed_at=None)
    return going.order_by("by", "objective__number", "number")
