"""What people make of an alert: whose it is, later, or why it was to be expected."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlsplit

from django.urls import reverse

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.metrics import policies
from northing.metrics.models import STANDING, Alert, AlertState, Metric
from northing.organisation.commands import notify
from northing.organisation.history import recorded
from northing.organisation.models import Member

ANSWERED_BY = (
    "An alert is answered by whom it is assigned to, the metric's owner, and product managers and heads."
)


def assign_alert(*, actor: Member, alert: Alert, assignee: Member | None) -> Alert:
    with _changing(actor, alert, "metrics.assign_alert") as mine:
        if assignee is not None and not Metric.objects.visible_to(assignee).filter(pk=mine.metric_id).exists():
            raise Refused(assignee=f"{assignee.name} may not see this metric.")
        mine.assignee = assignee
        mine.save(update_fields=["assignee"])
        if assignee is not None and assignee != actor:
            notify(
                [assignee],
                cause=f"metrics.alert:{mine.pk}",
                text=f"{actor.name} asks you to look at {mine.metric.name}, outside its range since"
                f" {mine.since:%-d %b}",
                url=f"{reverse('metrics:alerts')}#alert-{mine.pk}",
            )
    return mine


def snooze_alert(*, actor: Member, alert: Alert, until: date, reason: str = "") -> Alert:
    """Put off until a day; then it is open again if the metric is still outside."""
    if until <= clock.today():
        raise Refused(until="Choose a day after today.")
    with _changing(actor, alert, "metrics.snooze_alert", reason) as mine:
        mine.state, mine.snoozed_until = AlertState.SNOOZED, until
        _save(mine, "state", "snoozed_until")
    return mine


def explain_alert(*, actor: Member, alert: Alert, cause: str, cause_url: str = "") -> Alert:
    """This is expected. As long as the metric stays outside, nobody is asked again."""
    cause, cause_url = cause.strip(), cause_url.strip()
    if not cause:
        raise Refused(cause="Say what caused it.")
    if cause_url and not _is_address(cause_url):
        raise Refused(cause_url="Give an address that begins with https:// or with / for a page of Northing.")
    with _changing(actor, alert, "metrics.explain_alert", cause) as mine:
        mine.state, mine.snoozed_until = AlertState.EXPLAINED, None
        mine.cause, mine.cause_url = cause, cause_url
        _save(mine, "state", "snoozed_until", "cause", "cause_url")
    return mine


def reopen_alert(*, actor: Member, alert: Alert) -> Alert:
    with _changing(actor, alert, "metrics.reopen_alert") as mine:
        if mine.state == AlertState.OPEN:
            raise Refused("It is open already.")
        mine.state, mine.snoozed_until = AlertState.OPEN, None
        _save(mine, "state", "snoozed_until")
    return mine


@contextmanager
def _changing(actor: Member, alert: Alert, command: str, reason: str = "") -> Iterator[Alert]:
    with recorded(actor=actor, command=command, reason=reason):
        rows = Alert.objects.visible_to(actor).select_for_update(of=("self",)).select_related("metric")
        mine = rows.filter(pk=alert.pk).first()
        if mine is None:
            raise NotVisible
        if not policies.may_answer_alert(actor, mine):
            raise NotAllowed(ANSWERED_BY)
        yield mine


def _save(mine: Alert, *fields: str) -> None:
    """What is said of a whole is said of the parts that moved it."""
    mine.save(update_fields=fields)
    parts = Alert.objects.filter(named_in=mine, state__in=STANDING)
    parts.update(**{field: getattr(mine, field) for field in fields})


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    if text.startswith("/"):
        return not text.startswith("//") and not parts.netloc
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
