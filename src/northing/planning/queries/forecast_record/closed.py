"""The promises themselves, latest day first: what was said, what came, and what happened."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.planning import policies
from northing.planning.models import Commitment, Feature
from northing.planning.queries.forecast_record.filter import RecordFilter

JOINED = ("feature__product__line", "feature__team")


@dataclass(frozen=True, slots=True)
class ClosedPromise:
    """One promise whose day has passed. `slip` in days, negative when early; None while it is not finished."""

    promise: Commitment
    may_explain: bool

    @property
    def held(self) -> bool:
        done = self.promise.finished_on
        return done is not None and done <= self.promise.due_on

    @property
    def slip(self) -> int | None:
        done = self.promise.finished_on
        return (done - self.promise.due_on).days if done else None

    @property
    def weeks_ahead(self) -> int:
        return max(0, round((self.promise.due_on - self.promise.made_at.date()).days / 7))

    @property
    def was_moved(self) -> bool:
        return self.promise.replaced_at is not None


def closed_promises(
    actor: Member, wanted: RecordFilter, *, start: int = 0, count: int | None = None
) -> list[ClosedPromise]:
    end = None if count is None else start + count
    found = wanted.promises(actor, clock.today()).select_related(*JOINED).order_by("-due_on", "-pk")
    return [_closed(actor, promise) for promise in found[start:end]]


def closed_promise(actor: Member, pk: int) -> ClosedPromise:
    """Raises NotVisible for a promise of a feature that the actor may not know of."""
    visible = Feature.objects.visible_to(actor)
    found = Commitment.objects.filter(pk=pk, feature__in=visible).select_related(*JOINED).first()
    if found is None:
        raise NotVisible
    return _closed(actor, found)


def _closed(actor: Member, promise: Commitment) -> ClosedPromise:
    return ClosedPromise(promise, policies.may_change_feature(actor, promise.feature))


def first_due(actor: Member, wanted: RecordFilter, today: date) -> tuple[int, date | None]:
    """How many promises are still open, and the day on which the first of them falls due."""
    waiting = Commitment.objects.current().filter(due_on__gte=today, feature__in=wanted.features(actor))
    found = waiting.aggregate(count=Count("pk"), first=Min("due_on"))
    return found["count"], found["first"]
