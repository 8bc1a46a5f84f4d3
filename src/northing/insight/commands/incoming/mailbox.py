"""The mailbox: set up, tried, and read again and again by the background worker."""

import logging
from typing import Any

from northing.insight import policies
from northing.insight.commands.incoming.imap import opened
from northing.insight.commands.incoming.letter import letter_of
from northing.insight.commands.incoming.take_in import take_in
from northing.insight.commands.rows import check
from northing.insight.models import Mailbox, Safety
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.sealing import seal
from northing.organisation.history import recorded
from northing.organisation.models import Member

AT_ONCE = 200  # mails of one reading
KEPT_BY = "The ways in are kept by owners and heads."
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
log = logging.getLogger(__name__)


def save_mailbox(*, actor: Member, password: str = "", reason: str = "", **fields: Any) -> Mailbox:
    """Refused unless the server lets us in with it. An empty password keeps the one that is known, for the same
    server and user."""
    _may(actor)
    # Tried first, and held only then: a server that answers slowly keeps no row and no transaction waiting.
    tried = _as_said(Mailbox.objects.first() or Mailbox(pk=1), actor, password, fields)
    if tried.is_read:
        with opened(tried):
            tried.trouble = ""
    with recorded(actor=actor, command="insight.save_mailbox", reason=reason):
        there = Mailbox.objects.select_for_update(of=("self",)).first() or Mailbox(pk=1)
        mailbox = _as_said(there, actor, password, fields)
        if _way_in(mailbox) != _way_in(tried):
            raise Refused("Somebody else changed the mailbox meanwhile. Look at it, and try again.")
        mailbox.trouble = tried.trouble
        mailbox.save()
    return mailbox


def try_mailbox(*, actor: Member) -> int:
    """Sign in as the worker would: how many mails wait to be read. Refused with what is wrong."""
    _may(actor)
    mailbox, trouble = _the_mailbox(), ""
    try:
        with opened(mailbox) as folder:
            known = mailbox.last_uid if folder.validity == mailbox.validity else 0
            return len(folder.after(known, mailbox.since))
    except Refused as refusal:
        trouble = str(refusal)
        raise
    finally:
        Mailbox.objects.update(trouble=trouble)


def forget_mailbox(*, actor: Member) -> None:
    """Server, user and password go. What came in stays, and none of it comes again."""
    _may(actor)
    with recorded(actor=actor, command="insight.forget_mailbox"):
        _the_mailbox().delete()


def read_mailbox() -> int:
    """Take in what came since: how many pieces. Each mail is a transaction of its own with how far reading got,
    so that a worker that is killed goes on where it stopped."""
    mailbox = Mailbox.objects.select_related("kept_by").filter(is_read=True).first()
    if mailbox is None:
        return 0
    taken, trouble = 0, ""
    try:
        if not mailbox.kept_by.is_active or not policies.may_triage(mailbox.kept_by):
            raise Refused(
                f"{mailbox.kept_by.name}, in whose name mail comes in, may not add feedback any more."
            )
        with opened(mailbox) as folder:
            known = mailbox.last_uid if folder.validity == mailbox.validity else 0
            for uid in folder.after(known, mailbox.since)[:AT_ONCE]:
                taken += _read_one(mailbox, folder.validity, uid, folder.mail(uid))
    except Refused as refusal:
        trouble = str(refusal)
    Mailbox.objects.update(read_at=clock.now(), trouble=trouble)
    return taken


def _read_one(mailbox: Mailbox, validity: int, uid: int, raw: bytes | None) -> bool:
    """Whether it became a piece. One that nobody could read is left out, and the next ones are not."""
    with recorded(actor=mailbox.kept_by, command="insight.read_mailbox"):
        there = Mailbox.objects.select_for_update(of=("self",)).filter(pk=mailbox.pk).first()
        if there is None or (there.validity == validity and there.last_uid >= uid):
            return False  # another worker was quicker
        taken = raw is not None and _taken(mailbox, raw, uid)
        there.validity, there.last_uid = validity, uid
        there.taken += taken
        there.left_out += not taken
        there.save(update_fields=["validity", "last_uid", "taken", "left_out"])
    return taken


def _taken(mailbox: Mailbox, raw: bytes, uid: int) -> bool:
    try:
        with recorded(actor=mailbox.kept_by, command="insight.take_in"):
            piece = take_in(actor=mailbox.kept_by, letter=letter_of(raw), product=mailbox.product_id)
            return piece is not None
    except (Refused, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        log.warning("Mail %s was left out: %s", uid, error)
        return False


def _as_said(mailbox: Mailbox, actor: Member, password: str, fields: dict[str, Any]) -> Mailbox:
    before = (mailbox.server, mailbox.user)
    folder = (*before, mailbox.folder)
    _filled(mailbox, fields, actor)
    if password:
        mailbox.password = seal(password)
    elif not mailbox.password or (mailbox.server, mailbox.user) != before:
        raise Refused(password="Type the password for this server and user.")  # noqa: S106  words for a person
    if (mailbox.server, mailbox.user, mailbox.folder) != folder:
        mailbox.validity = mailbox.last_uid = 0
    check(mailbox)
    return mailbox


def _way_in(mailbox: Mailbox) -> tuple[object, ...]:
    """What was tried. The password is left out: sealing it again writes it differently each time."""
    return (mailbox.server, mailbox.port, mailbox.safety, mailbox.user, mailbox.folder, mailbox.is_read)


def _filled(mailbox: Mailbox, fields: dict[str, Any], actor: Member) -> None:
    for name in ("server", "port", "safety", "user", "folder", "since", "product", "is_read"):
        if name in fields:
            value = fields[name]
            setattr(mailbox, name, value.strip() if isinstance(value, str) else value)
    mailbox.kept_by = actor
    if mailbox.safety == Safety.NONE and mailbox.server not in THIS_MACHINE:
        raise Refused(safety="A password travels to another machine by TLS or STARTTLS only.")


def _the_mailbox() -> Mailbox:
    found = Mailbox.objects.select_related("kept_by").first()
    if found is None:
        raise Refused("No mailbox is set up.")
    return found


def _may(actor: Member) -> None:
    if not policies.may_set_rules(actor):
        raise NotAllowed(KEPT_BY)
