"""One piece as it is read: who said it, which words are marked, what was answered and said before."""

from dataclasses import dataclass
from datetime import datetime

from northing.insight import policies
from northing.insight.models import (
    Attachment,
    Feedback,
    FeedbackState,
    Highlight,
    Importance,
    Opportunity,
    Reply,
    SegmentMembership,
)
from northing.insight.queries.attachments import attachments_of
from northing.insight.queries.inbox_matches import Matches, matches_of
from northing.insight.queries.marked_text import Mark, Run, paragraphs
from northing.insight.queries.promise_timer import Timer, promise_timer
from northing.insight.queries.telling import Telling, telling_sentences
from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.ui import formatting

EARLIER = 4


@dataclass(frozen=True, slots=True)
class Earlier:
    """Something the same customer said before, and what became of it."""

    pk: int
    heading: str
    received_at: datetime
    became: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being written. `author` is named when it is somebody else's."""

    text: str
    author: str
    written_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """`matches` is None where nobody has looked for likeness yet; then nothing is suggested either."""

    piece: Feedback
    segment: str
    timer: Timer | None
    body: list[list[Run]]
    telling: Telling | None
    highlights: tuple[Highlight, ...]
    replies: tuple[Reply, ...]
    files: tuple[Attachment, ...]
    draft: Draft
    earlier: tuple[Earlier, ...]
    said: int
    matches: Matches | None

    @property
    def waits(self) -> bool:
        return self.piece.state == FeedbackState.NEW

    @property
    def body_is_marked(self) -> bool:
        return any(mark for mark in self.highlights if mark.begins is not None)

    @property
    def put_away(self) -> str:
        """Why it is not in the inbox, if it is not."""
        piece, until = self.piece, self.piece.snoozed_until
        if piece.merged_into is not None:
            return f"Merged into “{piece.merged_into.heading}”."
        if piece.state == FeedbackState.SET_ASIDE:
            return f"Set aside: {piece.why_set_aside.rstrip('.')}."
        if until is not None and until > clock.now():
            return f"Snoozed until {formatting.long_day(until)}."
        return ""

    @property
    def is_put_away(self) -> bool:
        return bool(self.put_away)

    @property
    def about(self) -> str:
        """Enterprise, Germany, since 2021."""
        customer = self.piece.customer
        if customer is None:
            return ""
        since = f"since {customer.since.year}" if customer.since else ""
        return ", ".join(filter(None, [self.segment, customer.country, since]))

    @property
    def origin(self) -> str:
        """E-mail from Katrin Vogel, accounts receivable, 8 May."""
        contact = self.piece.contact
        source = self.piece.get_source_display()
        said = source if self.piece.product is None else source[:1].lower() + source[1:]
        who = f"{said} from {contact.name}" if contact else said
        title = contact.title if contact else ""
        return ", ".join(filter(None, [who, title, formatting.long_day(self.piece.received_at)])) + "."

    @property
    def promise(self) -> str:
        """Reply promised by 15 May."""
        answered, by = self.piece.answered_at, self.piece.reply_by
        if answered is not None:
            return f"Answered {formatting.long_day(answered)}."
        return f"Reply promised by {formatting.long_day(by)}." if by else "No reply is promised."


def piece_of(actor: Member, pk: int) -> Feedback:
    """The piece, also one that was merged; 404 for whoever may not know of it."""
    related = ("customer", "contact", "product__line", "assignee")
    found = Feedback.objects.visible_to(actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def opportunity_of(actor: Member, pk: int) -> Opportunity:
    """A standing opportunity that the actor may see."""
    found = Opportunity.objects.visible_to(actor).standing().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def read_piece(actor: Member, pk: int, *, seek: bool = True) -> ReadPiece:
    """`seek`: look for what says the same as well."""
    piece = piece_of(actor, pk)
    visible = Opportunity.objects.visible_to(actor)
    highlights = tuple(piece.highlights.filter(opportunity__in=visible).select_related("opportunity"))
    matches = matches_of(actor, piece, highlights) if seek else None
    replies = tuple(piece.replies.select_related("written_by"))
    tellings = _tellings(actor, piece, highlights, matches)
    now = clock.now()
    owed = piece.reply_by is not None and piece.answered_at is None and piece.state != FeedbackState.SET_ASIDE
    earlier, said = _earlier(actor, piece)
    return ReadPiece(
        piece=piece,
        segment=_segment(piece),
        timer=promise_timer(piece.received_at, piece.reply_by, now) if owed and piece.reply_by else None,
        body=paragraphs(piece.text, [*_marks(highlights, matches), *_suggested(tellings, matches)]),
        telling=tellings[0] if tellings else None,
        highlights=highlights,
        replies=tuple(reply for reply in replies if reply.sent_at is not None),
        files=attachments_of(piece),
        draft=_draft(actor, replies),
        earlier=earlier,
        said=said,
        matches=matches,
    )


def _marks(highlights: tuple[Highlight, ...], matches: Matches | None) -> list[Mark]:
    return [
        Mark(
            mark.begins,
            mark.ends,
            matches.label_of(mark.opportunity_id) if matches else "",
            f"{mark.opportunity.name}, {Importance(mark.importance).label.lower()}",
        )
        for mark in highlights
        if mark.begins is not None and mark.ends is not None
    ]


def _tellings(
    actor: Member, piece: Feedback, highlights: tuple[Highlight, ...], matches: Matches | None
) -> list[Telling]:
    """Sentences to keep by one key, while the piece waits and for problems that nothing here leads to yet."""
    undecided = piece.state in {FeedbackState.NEW, FeedbackState.LINKED}
    if matches is None or not undecided or not policies.may_triage(actor):
        return []
    taken = [
        (mark.begins, mark.ends) for mark in highlights if mark.begins is not None and mark.ends is not None
    ]
    problems = [match.opportunity for match in matches.problems if not match.links]
    return telling_sentences(piece.text, problems, taken)


def _suggested(tellings: list[Telling], matches: Matches | None) -> list[Mark]:
    return [
        Mark(telling.begins, telling.ends, matches.label_of(telling.opportunity), "Suggested", suggested=True)
        for telling in tellings
        if matches
    ]


def _segment(piece: Feedback) -> str:
    if piece.customer_id is None:
        return ""
    found = SegmentMembership.objects.filter(customer=piece.customer_id)
    in_order = found.order_by("segment__position", "segment__name")
    return in_order.values_list("segment__name", flat=True).first() or ""


def _draft(actor: Member, replies: tuple[Reply, ...]) -> Draft:
    """Her own, else what a colleague began."""
    drafts = [reply for reply in replies if reply.sent_at is None]
    own = next((reply for reply in drafts if reply.written_by_id == actor.pk), None)
    chosen = own or max(drafts, key=lambda reply: reply.written_at, default=None)
    if chosen is None:
        return Draft("", "", None)
    author = "" if chosen is own or chosen.written_by is None else chosen.written_by.name
    return Draft(chosen.text, author, chosen.written_at)


def _earlier(actor: Member, piece: Feedback) -> tuple[tuple[Earlier, ...], int]:
    if piece.customer_id is None:
        return (), 0
    of_theirs = Feedback.objects.visible_to(actor).standing().filter(customer=piece.customer_id)
    before = of_theirs.filter(received_at__lte=piece.received_at).exclude(pk=piece.pk)
    shown = before.only("title", "text", "received_at", "answered_at", "state")[:EARLIER]
    rows = tuple(Earlier(row.pk, row.heading, row.received_at, _became(row)) for row in shown)
    return rows, of_theirs.count()


def _became(piece: Feedback) -> str:
    if piece.answered_at is not None:
        days = (piece.answered_at - piece.received_at).days
        return "answered the same day" if days < 1 else f"answered in {days} day{'' if days == 1 else 's'}"
    return {FeedbackState.LINKED: "linked, no answer", FeedbackState.SET_ASIDE: "set aside"}.get(
        FeedbackState(piece.state), "no answer"
    )
