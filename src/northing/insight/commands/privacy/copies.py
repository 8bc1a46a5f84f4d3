"""Copies of a person's words outside the rows that people see: history, answers to programs, the queue, what
members were told and the lists that they keep."""

from collections.abc import Callable, Collection

import pghistory.models
import pgtrigger
from django.db import connection, models

from northing.insight.commands.feedback import ABOUT_A_PIECE
from northing.insight.commands.portal.rows import A_VISITOR
from northing.insight.models import (
    Attachment,
    Comment,
    Contact,
    Customer,
    CustomerKey,
    Feedback,
    Following,
    Highlight,
    Interview,
    Merge,
    Reply,
    Visitor,
    Vote,
)
from northing.insight.queries.belongings import Belongings
from northing.insight.queries.still_standing import spellings
from northing.organisation.models import AnsweredRequest, Notice, SavedView
from northing.organisation.queries.history import event_model

Forget = Callable[[Belongings, Collection[str]], None]
_forgets: list[Forget] = []
# A job that runs is left to end: it holds an id, and finds nothing under it.
QUEUED = "DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND strpos(lower(args::text), %s) > 0"
REASONS = """
UPDATE pghistory_context SET metadata = metadata || '{"reason": ""}'
WHERE strpos(lower(metadata->>'reason'), %s) > 0
"""
VISITORS = """
UPDATE pghistory_context SET metadata = metadata || jsonb_build_object('actor_name', %s::text)
WHERE (metadata->>'visitor')::bigint = ANY(%s)
"""
TRACKED: tuple[type[models.Model], ...] = (
    *(Attachment, Comment, Contact, Customer, CustomerKey, Feedback, Following, Highlight, Interview, Merge),
    *(Reply, Visitor, Vote),
)
SHORTEST_NAME = 5  # "Tim" stands in many reasons that are not about him


def forgets(forget: Forget) -> None:
    """`forget(belongings, texts)` is called inside the command, with what they said, while it can be found."""
    if forget not in _forgets:
        _forgets.append(forget)


def forget_history(touched: dict[type[models.Model], set[int]]) -> None:
    """Versions are kept for ever and by triggers that let nobody change them: here, and only here, they are
    passed by. Of a row that stays its latest version stays, of one that went nothing does."""
    events = [event_model(model) for model in touched]
    guards = [f"{model._meta.app_label}.{model.__name__}:append_only" for model in events]
    with pgtrigger.ignore(*guards):
        for model, pks in touched.items():
            kept = event_model(model).objects.filter(pgh_obj_id__in=pks)
            there = set(model._default_manager.filter(pk__in=pks).values_list("pk", flat=True))
            latest = kept.filter(pgh_obj_id__in=there).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
            last = list(latest.values_list("pgh_id", flat=True))
            kept.exclude(pgh_id__in=last).delete()


def forget_copies(of: Belongings, texts: Collection[str]) -> None:
    words = {word.lower() for word in of.addresses}
    words |= {name.lower() for name in of.names if " " in name or len(name) >= SHORTEST_NAME}
    with connection.cursor() as cursor:
        cursor.execute(VISITORS, [A_VISITOR, list(of.visitors)])
        for word in sorted(words):
            cursor.execute(QUEUED, [word])
            cursor.execute(REASONS, [word])
    _forget_answers(words, texts)
    _forget_notices(of, words)
    _forget_views(words)
    for forget in _forgets:
        forget(of, texts)


def _forget_answers(words: Collection[str], texts: Collection[str]) -> None:
    said = {spelling for text in (*words, *texts) if text.strip() for spelling in spellings(text)}
    gone = [
        answer.pk
        for answer in AnsweredRequest.objects.only("body").iterator(chunk_size=500)
        if any(text in answer.body.lower() for text in said)
    ]
    AnsweredRequest.objects.filter(pk__in=gone).delete()


def _forget_notices(of: Belongings, words: Collection[str]) -> None:
    """Those about their pieces begin with what they said."""
    about = models.Q(cause__in=[f"{ABOUT_A_PIECE}:{pk}" for pk in of.feedback])
    for word in words:
        about |= models.Q(text__icontains=word)
    Notice.objects.filter(about).delete()


def _forget_views(words: Collection[str]) -> None:
    """Lists that members kept to find them, and the versions of those that once did."""
    asks = models.Q(pk__in=())
    for spelling in {spelling for word in words for spelling in spellings(word)}:
        asks |= models.Q(query__icontains=spelling) | models.Q(name__icontains=spelling)
    kept = set(SavedView.objects.filter(asks).values_list("pk", flat=True))
    once = event_model(SavedView).objects.filter(asks).values_list("pgh_obj_id", flat=True)
    SavedView.objects.filter(pk__in=kept).delete()
    forget_history({SavedView: kept | set(once)})


def is_history(model: type[models.Model]) -> bool:
    return issubclass(model, pghistory.models.Event)
