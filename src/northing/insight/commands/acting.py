"""Where people have nearly always agreed with the classifier, and the owner wishes so, it does not ask."""

from northing.insight import policies
from northing.insight.commands.feedback import change_feedback
from northing.insight.commands.suggestions import AT_ONCE, UNSORTED
from northing.insight.kinds import sure_from
from northing.insight.models import ActingAlone, Feedback, Sorted, Suggestion
from northing.insight.queries.suggested import standing_suggestion
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio.models import Product

MAY_ACT = "What acts in everybody’s name is decided by owners."


def allow_acting(*, actor: Member, field: str, wanted: float | None) -> None:
    """From now on the classifier sorts new pieces by itself where it was right `wanted`, 0.5 to 0.999, of the
    time; None: it only suggests again."""
    if not policies.may_let_act_alone(actor):
        raise NotAllowed(MAY_ACT)
    if wanted is not None and not 0.5 <= wanted <= 0.999:
        raise Refused(wanted="Choose between 50 % and 99.9 %.")
    with recorded(actor=actor, command="insight.allow_acting"):
        there = ActingAlone.objects.select_for_update(of=("self",)).filter(field=field).first()
        if wanted is None:
            if there is not None:
                there.delete()
            return
        row = there or ActingAlone(field=field)
        row.wanted, row.allowed_by, row.allowed_at = wanted, actor, clock.now()
        row.save()


def act_alone(field: str) -> int:
    """Where the owner allowed it: sort what came since, from the sureness on that people's answers bear out."""
    allowed = ActingAlone.objects.filter(field=field).first()
    sure = sure_from(field, allowed.wanted) if allowed else None
    if allowed is None or sure is None:
        return 0
    new = Suggestion.objects.filter(
        field=field, decided="", applied=False, made_at__gte=allowed.allowed_at, sureness__gte=sure.similarity
    )
    waiting = new.filter(feedback__in=Feedback.objects.standing().filter(**UNSORTED[field]))
    acted = 0
    for pk in list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        acted += _apply(pk)
    return acted


def take_back(*, actor: Member, piece: Feedback, field: str) -> None:
    """What the classifier said alone was wrong: nothing is said of the piece, and it learns from that."""
    with recorded(actor=actor, command="insight.take_back"):
        found = Suggestion.objects.filter(feedback=piece, field=field, applied=True, decided="").first()
        if found is None:
            raise NotVisible
        change_feedback(actor=actor, feedback=piece, **UNSORTED[field])


def _apply(pk: int) -> bool:
    """One piece, as one change that can be taken back alone."""
    said = Suggestion.objects.get(pk=pk)
    with recorded(actor=None, command="insight.act_alone", reason=f"Sure to {said.sureness:.0%}"):
        piece = Feedback.objects.standing().select_for_update(of=("self",)).filter(pk=said.feedback_id).first()
        if piece is None or not standing_suggestion(piece, said.field):
            return False
        if said.field == Sorted.KIND:
            piece.kind = said.value
        else:
            piece.product = Product.objects.filter(pk=said.value, restricted=False).first()
        piece.save(update_fields=[said.field])
        Suggestion.objects.filter(pk=pk).update(applied=True)
    return True
