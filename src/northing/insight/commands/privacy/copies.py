"""Copies of a person's words outside the rows that people see. What members are shown goes with the person:
notices, lists that they keep, mail that waits. The rest takes minutes where there are millions, and goes in the
background: reasons in the history, answers to programs, files."""

from collections.abc import Callable, Collection, Iterator

import pghistory.models
import pgtrigger
from django.db import connection, models, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from northing.insight.commands.feedback import ABOUT_A_PIECE
from northing.insight.commands.portal.rows import A_VISITOR
from northing.insight.models import Erasure
from northing.insight.queries.belongings import Belongings
from northing.insight.queries.still_standing import spellings, tables, tables_with
from northing.insight.queries.traces import Traces
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.sealing import unseal
from northing.organisation.models import AnsweredRequest, Notice, SavedView
from northing.organisation.queries.history import event_model

TASK = "northing.insight.tasks.forget_copies"
Forget = Callable[[Traces], None]
_forgets: list[tuple[str, Forget]] = []
KEY_CHANGED = "Stopped: the server’s key file was changed meanwhile. Bring the earlier one back for this"
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


def forgets(where: str, forget: Forget) -> None:
    """`forget(traces)` is called in the background, in a transaction of its own; more than once where the
    server was stopped meanwhile. `where`: what is looked through, for the page that says how far it is."""
    if (where, forget) not in _forgets:
        _forgets.append((where, forget))


def forget_what_is_shown(of: Belongings, traces: Traces) -> None:
    with connection.cursor() as cursor:
        for word in traces.words:
            cursor.execute(QUEUED, [word])
    _forget_notices(of, traces.words)
    _forget_views(traces.words)


def look_through_copies() -> None:
    """In the background; where one waits already it takes all erasures that are not done."""
    try:
        with transaction.atomic():
            app.configure_task(TASK, queueing_lock="forget-copies", lock="forget-copies").defer()
    except AlreadyEnqueued:
        pass


def forget_copies() -> None:
    """Of everybody who was erased and whose copies were not looked through to the end."""
    for erasure in Erasure.objects.filter(ended_at=None).order_by("pk"):
        try:
            traces = Traces.read(unseal(erasure.looking_for))
        except Refused:
            _say(erasure, KEY_CHANGED)
            continue
        for where, forget in (*STEPS, *_forgets):
            _say(erasure, f"Looking through {where}")
            with transaction.atomic():
                forget(traces)
        erasure.still_in = list(_standing(erasure, traces.addresses))
        erasure.looking_for, erasure.step, erasure.ended_at = "", "", clock.now()
        erasure.save(update_fields=["still_in", "looking_for", "step", "ended_at"])


def _say(erasure: Erasure, step: str) -> None:
    Erasure.objects.filter(pk=erasure.pk).update(step=step)


def _standing(erasure: Erasure, addresses: Collection[str]) -> Iterator[str]:
    """Tables in which an address stands still."""
    found = tables()
    for number, (table, columns) in enumerate(found, 1):
        _say(erasure, f"Looking through table {number} of {len(found)}")
        if any(tables_with(address, [(table, columns)]) for address in addresses):
            yield table


def _forget_history(traces: Traces) -> None:
    with connection.cursor() as cursor:
        cursor.execute(VISITORS, [A_VISITOR, list(traces.visitors)])
        for word in traces.words:
            cursor.execute(REASONS, [word])


def _forget_answers(traces: Traces) -> None:
    words = (*traces.words, *traces.texts)
    said = {spelling for text in words if text.strip() for spelling in spellings(text)}
    gone = [
        answer.pk
        for answer in AnsweredRequest.objects.only("body").iterator(chunk_size=500)
        if any(text in answer.body.lower() for text in said)
    ]
    AnsweredRequest.objects.filter(pk__in=gone).delete()


STEPS: tuple[tuple[str, Forget], ...] = (
    ("reasons in the history", _forget_history),
    ("answers to programs", _forget_answers),
)


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


def is_history(model: type[models.Model]) -> bool:
    return issubclass(model, pghistory.models.Event)
