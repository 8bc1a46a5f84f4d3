"""Alerts as a list, and those of one metric."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from northing.metrics import policies
from northing.metrics.models import STANDING, Alert, AlertState, Metric
from northing.organisation.models import Member, Role
from northing.ui.formatting import moved_by, number, with_unit

SHOWN = 200


class Which(StrEnum):
    OPEN = "open"
    MINE = "mine"
    SNOOZED = "snoozed"
    EXPLAINED = "explained"
    OVER = "over"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class AlertFilter:
    which: Which = Which.OPEN

    @classmethod
    def of(cls, said: str) -> "AlertFilter":
        return cls(Which(said)) if said in set(Which) else cls()


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """With its figures in the metric's unit."""

    alert: Alert
    may_answer: bool
    others: Sequence[Alert] = ()
    """Of the same cause: the parts that moved it."""

    @property
    def size(self) -> str:
        metric = self.alert.metric
        return moved_by(self.alert.size, metric.unit, metric.decimals)

    @property
    def value(self) -> str:
        return self._written(self.alert.value)

    @property
    def expected(self) -> str:
        """Of a drift: where it began. One value where both ends are written alike."""
        decimals = self.alert.metric.decimals
        low, high = (number(end, decimals) for end in (self.alert.expected_low, self.alert.expected_high))
        highest = self._written(self.alert.expected_high)
        return highest if low == high else f"{low} to {highest}"

    def _written(self, value: float) -> str:
        metric = self.alert.metric
        return with_unit(number(value, metric.decimals), metric.unit)


def alerts(actor: Member, chosen: AlertFilter) -> list[ShownAlert]:
    """One for each cause, the newest first; those of archived metrics are left out."""
    rows = Alert.objects.causes(actor).filter(metric__archived=False)
    if chosen.which is Which.MINE:
        rows = rows.filter(state=AlertState.OPEN, assignee=actor)
    else:
        rows = rows.filter(state=AlertState(chosen.which.value))
    return _shown(actor, rows.select_related("metric__product", "metric__owner", "assignee")[:SHOWN])


def is_out(metric: Metric) -> bool:
    """Whether it left its range, and nobody has said why."""
    return Alert.objects.filter(metric=metric, state=AlertState.OPEN).exists()


def others_of(actor: Member, alerts: Iterable[Alert]) -> dict[int, list[Alert]]:
    """By alert, those that are named in it."""
    rows = Alert.objects.visible_to(actor).filter(named_in__in=[alert.pk for alert in alerts])
    found: dict[int, list[Alert]] = {}
    for alert in rows.filter(state__in=STANDING, metric__archived=False).select_related("metric"):
        found.setdefault(alert.named_in_id or 0, []).append(alert)
    return found


def one(actor: Member, pk: int) -> Alert | None:
    return Alert.objects.visible_to(actor).select_related("metric__product").filter(pk=pk).first()


def people(alert: Alert) -> list[Member]:
    """Who can be asked to look: those who may see the metric, and act."""
    rows = Member.objects.filter(is_active=True).exclude(role=Role.VIEWER).order_by("name")
    return [member for member in rows if _sees(member, alert)]


def _sees(member: Member, alert: Alert) -> bool:
    product = alert.metric.product
    return member.runs_the_place or product is None or not product.restricted or product.owner_id == member.pk


def _shown(actor: Member, rows: Iterable[Alert]) -> list[ShownAlert]:
    found: Sequence[Alert] = list(rows)
    others = others_of(actor, found)
    return [
        ShownAlert(alert, policies.may_answer_alert(actor, alert), others.get(alert.pk, ())) for alert in found
    ]
