"""What Northing writes to people, when mail is configured; otherwise links are copied by hand."""

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from northing.organisation.models import Invitation, Member, Organisation


def is_configured() -> bool:
    return bool(settings.MAIL_IS_CONFIGURED)


def absolute(path: str) -> str:
    """As people reach it from outside; never taken from a request's headers, which anybody can write."""
    return f"{settings.PUBLIC_ADDRESS}{path}"


def invitation_url(token: str) -> str:
    return absolute(reverse("organisation:accept", args=[token]))


def sign_in_url(who: str, token: str) -> str:
    return absolute(reverse("organisation:sign_in_link", args=[who, token]))


def send_invitation(invitation: Invitation, token: str) -> None:
    _send("invitation", invitation.email, {"invitation": invitation, "url": invitation_url(token)})


def send_sign_in_link(member: Member, who: str, token: str) -> None:
    _send("sign_in_link", member.email, {"member": member, "url": sign_in_url(who, token)})


def _send(name: str, to: str, context: dict[str, object]) -> None:
    if not is_configured():
        return
    organisation = Organisation.objects.values_list("name", flat=True).get()
    text = render_to_string(f"organisation/mail/{name}.txt", {"organisation": organisation, **context})
    subject, _, body = text.partition("\n\n")
    send_mail(subject.strip(), body, None, [to])


def send_letter(*, to: str, subject: str, text: str, reply_to: str) -> None:
    """What somebody wrote to a customer. Answers go to whoever wrote it, not to the server."""
    if not is_configured():
        return
    answers_to = [reply_to] if reply_to else None
    EmailMessage(" ".join(subject.split()), text, None, [to], reply_to=answers_to).send()


def send_notice(*, to: str, template: str, context: dict[str, object], stop: str = "") -> None:
    """What somebody outside asked to hear. `stop`: the address that ends it, which mail programs show."""
    if not is_configured():
        return
    organisation = Organisation.objects.values_list("name", flat=True).get()
    text = render_to_string(template, {"organisation": organisation, "stop": stop, **context})
    subject, _, body = text.partition("\n\n")
    headers = {"List-Unsubscribe": f"<{stop}>"} if stop else {}
    EmailMessage(" ".join(subject.split()), body, None, [to], headers=headers).send()
