"""What is offered in a cell: for a commitment, days with their chances, so that no promise is picked blind."""

from dataclasses import dataclass
from datetime import date

from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.planning.models import Feature, Outlook


@dataclass(frozen=True, slots=True)
class Suggestion:
    day: date
    why: str
    chance: float


def feature_for_cell(actor: Member, pk: int) -> Feature:
    found = Feature.objects.visible_to(actor).select_related("product__owner", "team").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def suggestions(feature: Feature) -> list[Suggestion]:
    """An even bet, the end of a quarter and P85, in their order; nothing without a forecast."""
    outlook = Outlook.objects.filter(feature=feature).first()
    if outlook is None or outlook.p50 is None:
        return []
    today = clock.today()
    days = {max(outlook.p50, today): "even bet"}
    days.setdefault(max(_quarter_end(outlook.p50), today), "end of quarter")
    if outlook.p85 is not None:
        days[max(outlook.p85, today)] = "P85"
    return [Suggestion(day, why, _chance(outlook, day)) for day, why in sorted(days.items())]


def _chance(outlook: Outlook, day: date) -> float:
    futures = outlook.futures
    return sum(done is not None and done <= day for done in futures) / len(futures) if futures else 0.5


def _quarter_end(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 4
    after = date(day.year + (month > 12), (month - 1) % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
