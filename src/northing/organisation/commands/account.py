"""What everybody may change about themselves."""

from datetime import timedelta

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.commands.members import checked_email, checked_name
from northing.organisation.history import recorded
from northing.organisation.models import Member

VISITS_APART = timedelta(minutes=5)  # "last here" needs no more, and a page view should not write each time


def change_account(*, actor: Member, name: str, email: str, title: str, single_keys: bool) -> Member:
    with recorded(actor=actor, command="organisation.change_account"):
        member = Member.objects.select_for_update().get(pk=actor.pk)
        email = checked_email(email)
        if Member.objects.filter(email=email).exclude(pk=member.pk).exists():
            raise Refused(email="This address cannot be used.")
        member.name, member.email, member.title = checked_name(name), email, title.strip()[:120]
        member.single_keys = single_keys
        member.save(update_fields=["name", "email", "title", "single_keys"])
    return member


def note_visit(*, actor: Member) -> None:
    now = clock.now()
    if actor.seen_at is None or now - actor.seen_at >= VISITS_APART:
        Member.objects.filter(pk=actor.pk).update(seen_at=now)
