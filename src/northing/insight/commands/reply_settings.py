"""Who gets a reply by when, and the texts to begin one with. Kept by those who run the place."""

from decimal import Decimal

from django.db.models import Max

from northing.insight import policies
from northing.insight.commands.rows import check
from northing.insight.models import ReplyRule, ReplyTemplate, Segment
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

MOST_DAYS = 260  # a year of working days: later than that is no promise


def save_rule(
    *,
    actor: Member,
    working_days: int,
    rule: ReplyRule | None = None,
    segment: Segment | None = None,
    worth_from: Decimal | None = None,
    reason: str = "",
) -> ReplyRule:
    """A new rule comes last. It counts for what comes in from now on; promises made stay."""
    _must_set_rules(actor)
    if not 0 <= working_days <= MOST_DAYS:
        raise Refused(working_days=f"Promise a reply within 0 to {MOST_DAYS} working days.")
    with recorded(actor=actor, command="insight.save_rule", reason=reason):
        saved = ReplyRule(position=_after_all()) if rule is None else _held(rule)
        saved.segment, saved.worth_from, saved.working_days = segment, worth_from, working_days
        check(saved)
        saved.save()
    return saved


def raise_rule(*, actor: Member, rule: ReplyRule) -> None:
    """One place up: the first rule that fits counts."""
    _must_set_rules(actor)
    with recorded(actor=actor, command="insight.raise_rule"):
        rules = list(ReplyRule.objects.select_for_update())
        at = next((place for place, row in enumerate(rules) if row.pk == rule.pk), None)
        if at is None:
            raise NotVisible
        if at == 0:
            return
        rules[at - 1], rules[at] = rules[at], rules[at - 1]
        for place, row in enumerate(rules):
            if row.position != place:
                row.position = place
                row.save(update_fields=["position"])


def remove_rule(*, actor: Member, rule: ReplyRule) -> None:
    _must_set_rules(actor)
    with recorded(actor=actor, command="insight.remove_rule"):
        _held(rule).delete()


def save_template(
    *, actor: Member, name: str, text: str, template: ReplyTemplate | None = None, reason: str = ""
) -> ReplyTemplate:
    """A new text comes last."""
    _must_set_rules(actor)
    with recorded(actor=actor, command="insight.save_template", reason=reason):
        last = ReplyTemplate.objects.aggregate(last=Max("position"))["last"]
        saved = ReplyTemplate(position=0 if last is None else last + 1)
        if template is not None:
            found = ReplyTemplate.objects.select_for_update().filter(pk=template.pk).first()
            if found is None:
                raise NotVisible
            saved = found
        saved.name, saved.text = name.strip(), text.strip()
        check(saved)
        saved.save()
    return saved


def remove_template(*, actor: Member, template: ReplyTemplate) -> None:
    _must_set_rules(actor)
    with recorded(actor=actor, command="insight.remove_template"):
        template.delete()


def _held(rule: ReplyRule) -> ReplyRule:
    found = ReplyRule.objects.select_for_update(of=("self",)).filter(pk=rule.pk).first()
    if found is None:
        raise NotVisible
    return found


def _after_all() -> int:
    last = ReplyRule.objects.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _must_set_rules(actor: Member) -> None:
    if not policies.may_set_rules(actor):
        raise NotAllowed("How replies are promised and begun is kept by owners and heads.")
