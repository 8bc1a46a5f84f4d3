"""Files of pieces, for whoever may read the piece."""

from northing.insight.models import Attachment, Feedback
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.models import Member


def attachment_of(actor: Member, pk: int) -> Attachment:
    """404 for whoever may not know of the piece that it came with."""
    pieces = Feedback.objects.visible_to(actor)
    found = Attachment.objects.filter(feedback__in=pieces, pk=pk).select_related("feedback").first()
    if found is None:
        raise NotVisible
    return found


def attachments_of(piece: Feedback) -> tuple[Attachment, ...]:
    """Of the piece, and of those that were merged into it."""
    theirs = Attachment.objects.filter(feedback__merged_into=piece)
    return tuple((piece.attachments.all() | theirs).distinct())


def content_of(attachment: Attachment) -> bytes:
    """404 when the file is gone; refused while the store of files does not answer."""
    try:
        with attachment.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise NotVisible from error
    except OSError as error:
        raise Refused("The store of files does not answer. Try again in a while.") from error
