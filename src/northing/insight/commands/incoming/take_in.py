"""A letter becomes a piece of feedback, once."""

from io import BytesIO

from django.db import transaction

from northing.insight.commands.attachments import attach
from northing.insight.commands.bringing import Incoming, bring_feedback
from northing.insight.commands.feedback import change_feedback
from northing.insight.commands.incoming.letter import Letter
from northing.insight.commands.incoming.senders import customer_behind
from northing.insight.models import Feedback, ReadMail, Source
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

MAIL = "mail"


def take_in(*, actor: Member, letter: Letter, product: int | None = None) -> int | None:
    """The id of the piece; None for a letter that came before, that no person wrote or that says nothing."""
    with recorded(actor=actor, command="insight.take_in"):
        _, is_new = ReadMail.objects.get_or_create(digest=letter.digest, defaults={"read_at": clock.now()})
        if not is_new or letter.automatic or not (letter.text or letter.subject or letter.files):
            return None
        brought = bring_feedback(actor=actor, pieces=[_piece(letter, product)])
        if brought.unfit:
            raise Refused(f"{letter.subject or 'A mail'}: {brought.unfit[0].reason}.")
        piece = Feedback.objects.get(system=MAIL, key=letter.digest)
        _keep_files(actor, piece, letter)
    return piece.pk


def _piece(letter: Letter, product: int | None) -> Incoming:
    now = clock.now()
    return Incoming(
        letter.text or letter.subject or "See the files.",
        title=letter.subject,
        source=Source.EMAIL,
        received_at=min(letter.sent_at, now) if letter.sent_at else now,
        product=product,
        system=MAIL,
        key=letter.digest,
        customer=customer_behind(letter.email) if letter.email else None,
        contact_email=letter.email,
        contact_name=letter.name,
    )


def _keep_files(actor: Member, piece: Feedback, letter: Letter) -> None:
    """What may not be kept is named below the text, so that somebody can ask for it in another way."""
    left_out = []
    for name, body in letter.files:
        try:
            with transaction.atomic():
                attach(actor=actor, feedback=piece, name=name, content=BytesIO(body))
        except Refused:
            left_out.append(name)
    if left_out:
        said = f"{piece.text}\n\n[Not kept: {', '.join(left_out)}]"
        change_feedback(actor=actor, feedback=piece, text=said)
