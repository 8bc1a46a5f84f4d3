"""What is written below ideas: by visitors, who may have to wait until somebody has read it, and by staff."""

from northing.insight.commands.portal.rows import by_visitor, idea_of, locked_visitor, must_curate
from northing.insight.commands.rows import check, locked_opportunity
from northing.insight.models import Comment, Opportunity, Visitor
from northing.insight.queries.portal.place import portal
from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member


def comment(*, visitor: Visitor, idea: int, text: str) -> Comment:
    """Shown at once only where comments need not wait."""
    said = _text(text)
    with by_visitor(visitor, command="insight.comment"):
        me, problem, now = locked_visitor(visitor), idea_of(idea), clock.now()
        shown = None if portal().comments_wait else now
        return _saved(Comment(opportunity=problem, visitor=me, text=said, made_at=now, shown_at=shown))


def answer(*, actor: Member, opportunity: Opportunity, text: str, reason: str = "") -> Comment:
    """By staff, shown at once in the name of the organisation."""
    said = _text(text)
    with recorded(actor=actor, command="insight.answer", reason=reason):
        problem, now = locked_opportunity(actor, opportunity), clock.now()
        must_curate(actor)
        return _saved(Comment(opportunity=problem, member=actor, text=said, made_at=now, shown_at=now))


def show_comment(*, actor: Member, comment: Comment) -> Comment:
    with recorded(actor=actor, command="insight.show_comment"):
        found = _held(actor, comment)
        found.shown_at, found.hidden_at = clock.now(), None
        found.save(update_fields=["shown_at", "hidden_at"])
    return found


def hide_comment(*, actor: Member, comment: Comment) -> Comment:
    with recorded(actor=actor, command="insight.hide_comment"):
        found = _held(actor, comment)
        found.hidden_at = clock.now()
        found.save(update_fields=["hidden_at"])
    return found


def _held(actor: Member, comment: Comment) -> Comment:
    locked_opportunity(actor, comment.opportunity)
    must_curate(actor)
    found = Comment.objects.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    if found is None:
        raise NotVisible
    return found


def _text(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused(text="Write something first.")
    if len(said) > Comment.LONGEST:
        raise Refused(text=f"A comment has at most {Comment.LONGEST:,} characters; this one has {len(said):,}.")
    return said


def _saved(comment: Comment) -> Comment:
    check(comment)
    comment.save(force_insert=True)
    return comment
