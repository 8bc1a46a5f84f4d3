"""The inbox for a spreadsheet: every piece that the filter leaves in, as an import reads it again."""

from collections.abc import Iterator

from django.contrib.postgres.aggregates import ArrayAgg
from django.utils import timezone

from northing.insight.models import Feedback, Highlight, Opportunity
from northing.insight.queries.inbox_filter import InboxFilter
from northing.kernel import clock
from northing.organisation.models import Member
from northing.ui.spreadsheets import Value

AT_ONCE = 500
HEAD = [
    "Title", "Text", "Received", "Source", "Kind", "Product", "Language", "Customer", "Contact", "E-mail",
    "State", "Opportunities", "Handed to", "Reply promised by", "Answered on", "Link", "Id",
]  # fmt: skip


def rows(actor: Member, wanted: InboxFilter) -> Iterator[list[Value]]:
    """One list of values a piece, in the order of the list."""
    found = wanted.apply(actor, clock.now()).filter(wanted.says).order_by(*wanted.order())
    ids = list(found.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        pks = ids[start : start + AT_ONCE]
        pieces = Feedback.objects.defer("words").select_related("customer", "contact", "product", "assignee")
        known, problems = pieces.in_bulk(pks), _problems(actor, pks)
        for piece in (known[pk] for pk in pks if pk in known):
            yield _values(piece, problems.get(piece.pk, []))


def _problems(actor: Member, pks: list[int]) -> dict[int, list[str]]:
    """The names of those that each piece speaks of and that the actor may see."""
    shown = Highlight.objects.filter(
        feedback__in=pks, opportunity__in=Opportunity.objects.visible_to(actor).standing()
    )
    named = ArrayAgg("opportunity__name", distinct=True)
    return dict(shown.order_by().values("feedback").annotate(named=named).values_list("feedback", "named"))


def _values(piece: Feedback, problems: list[str]) -> list[Value]:
    promised, answered = piece.reply_by, piece.answered_at
    return [
        *(piece.title, piece.text, timezone.localdate(piece.received_at)),
        *(str(piece.get_source_display()), str(piece.get_kind_display())),
        piece.product.name if piece.product else "",
        piece.language,
        piece.customer.name if piece.customer else "",
        piece.contact.name if piece.contact else "",
        piece.contact.email if piece.contact else "",
        *(str(piece.get_state_display()), "; ".join(problems)),
        piece.assignee.name if piece.assignee else "",
        timezone.localdate(promised) if promised else None,
        timezone.localdate(answered) if answered else None,
        *(piece.url, piece.pk),
    ]
