"""Signing in to the portal: an address is proved by a link that is followed or by a code that is typed.

1. `ask_to_enter` notes the address, and does the same for every address, known or not.
2. `deliver_entry`, in the background, makes both secrets and mails them; only hashes are kept. Who may not come
   in gets no mail, which nobody but the owner of the mailbox can see.
3. `enter_by_link` works anywhere, once; `enter_by_code` only in the browser that asked, five times at most.
"""

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from procrastinate.contrib.django import app

from northing.insight.commands.portal.rows import by_visitor
from northing.insight.models import Contact, EntryTicket, Visit, Visitor
from northing.insight.queries.portal.desk import is_known
from northing.insight.queries.portal.place import portal
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation import mail
from northing.organisation.history import recorded
from northing.organisation.tokens import new_token, token_hash

TASK = "northing.insight.tasks.deliver_entry"
TICKET_LASTS = timedelta(minutes=15)
VISIT_LASTS = timedelta(days=90)
NO_CODE = "This code opens nothing. After five tries, or 15 minutes, ask for a new one."
NO_LINK = "This link opens nothing any more. It works once, for 15 minutes: ask for a new one."


def ask_to_enter(*, email: str, browser: str) -> None:
    """`browser`: the secret that its cookie holds; the code works only there."""
    now = clock.now()
    with by_visitor(None, command="insight.ask_to_enter"):
        EntryTicket.objects.filter(expires_at__lt=now).delete()
        Visit.objects.filter(expires_at__lt=now).delete()
        ticket = EntryTicket.objects.create(
            email=email.strip().lower(),
            link_hash=token_hash(new_token()),  # opens nothing: the link's own comes with the mail
            browser_hash=token_hash(browser),
            expires_at=now + TICKET_LASTS,
        )
        transaction.on_commit(lambda: app.configure_task(TASK).defer(ticket_id=ticket.pk))


def deliver_entry(ticket_id: int) -> None:
    """Mail the code and the link. The job knows the ticket only, so that no queue ever holds a secret."""
    with recorded(actor=None, command="insight.deliver_entry"):
        found = EntryTicket.objects.select_for_update().filter(pk=ticket_id, used_at=None, code_hash="")
        ticket = found.filter(expires_at__gt=clock.now()).first()
        if ticket is None or not _may_enter(ticket.email):
            return
        code, link = f"{secrets.randbelow(1_000_000):06}", new_token()
        ticket.code_hash, ticket.link_hash = make_password(code), token_hash(link)
        ticket.save(update_fields=["code_hash", "link_hash"])
        mail.send_notice(
            to=ticket.email,
            template="insight/portal/mail/entry.txt",
            context={"code": code, "url": mail.absolute(reverse("insight:portal_link", args=[link]))},
        )


def enter_by_code(*, code: str, browser: str) -> str:
    """The secret of the visit, for the browser to keep. A wrong code uses up a try, whatever happens then."""
    with by_visitor(None, command="insight.enter_by_code"):
        asked = EntryTicket.objects.select_for_update().filter(browser_hash=token_hash(browser), used_at=None)
        ticket = asked.filter(expires_at__gt=clock.now()).order_by("-pk").first()
        token = _try(ticket, code) if ticket and ticket.attempts < EntryTicket.ATTEMPTS else ""
    if not token:
        raise Refused(code=NO_CODE)
    return token


def opens(*, link: str) -> bool:
    """Whether the link would; looking at it uses nothing up, since mail programs look, too."""
    return _of_link(link).exists()


def enter_by_link(*, link: str) -> str:
    """The secret of the visit."""
    with by_visitor(None, command="insight.enter_by_link"):
        ticket = _of_link(link).select_for_update().first()
        token = _enter(ticket) if ticket else ""
    if not token:
        raise Refused(NO_LINK)
    return token


def leave(*, token: str) -> None:
    with by_visitor(None, command="insight.leave"):
        Visit.objects.filter(token_hash=token_hash(token)).delete()


def welcome(*, email: str) -> Visitor:
    """Whoever proved the address; it is a contact's where there is one."""
    with recorded(actor=None, command="insight.welcome"):
        visitor, _ = Visitor.objects.get_or_create(email=email, defaults={"joined_at": clock.now()})
        if visitor.contact_id is None:
            visitor.contact = Contact.objects.filter(email=email).first()
            visitor.save(update_fields=["contact"])
    return visitor


def _of_link(link: str) -> QuerySet[EntryTicket]:
    return EntryTicket.objects.filter(link_hash=token_hash(link), used_at=None, expires_at__gt=clock.now())


def _may_enter(email: str) -> bool:
    found = portal()
    if not found.is_on or Visitor.objects.filter(email=email).exclude(blocked_at=None).exists():
        return False
    return not found.members_only or is_known(email)


def _try(ticket: EntryTicket, code: str) -> str:
    ticket.attempts += 1
    ticket.save(update_fields=["attempts"])
    right = bool(ticket.code_hash) and check_password("".join(code.split()), ticket.code_hash)
    return _enter(ticket) if right else ""


def _enter(ticket: EntryTicket) -> str:
    """Nothing when they may not come in after all."""
    if not _may_enter(ticket.email):
        return ""
    now = clock.now()
    ticket.used_at = now
    ticket.save(update_fields=["used_at"])
    visitor = welcome(email=ticket.email)
    token = new_token()
    Visit.objects.create(visitor=visitor, token_hash=token_hash(token), expires_at=now + VISIT_LASTS)
    return token
