"""Who may do what with metrics. What somebody may see is `Metric.visible_to`."""

from northing.metrics.models import Alert, Metric
from northing.organisation.models import Member, Role
from northing.organisation.policies import must


def may_bring_values(actor: Member) -> bool:
    """Files, programs and typed values: product managers and heads of product."""
    return actor.runs_the_place or actor.role == Role.MANAGER


def may_change_metric(actor: Member, metric: Metric) -> bool:
    return may_bring_values(actor) or metric.owner_id == actor.pk


def may_keep_feeds(actor: Member) -> bool:
    """They hold passwords, and read in everybody's name."""
    return actor.runs_the_place


def must_bring(actor: Member) -> None:
    must(may_bring_values(actor), "Metrics are brought in by product managers and heads of product.")


def must_change(actor: Member, metric: Metric) -> None:
    who = "A metric is changed by its owner, product managers and heads of product."
    must(may_change_metric(actor, metric), who)


def may_answer_alert(actor: Member, alert: Alert) -> bool:
    """Assign, put off, explain: also whoever was asked to look. Viewers only read."""
    return actor.role != Role.VIEWER and (
        alert.assignee_id == actor.pk or may_change_metric(actor, alert.metric)
    )
