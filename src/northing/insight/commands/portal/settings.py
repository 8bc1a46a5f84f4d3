"""Switching the portal on and off, how it behaves, and what it says beside something planned."""

import re
from typing import Any

from northing.insight import policies
from northing.insight.commands.portal.rows import must_curate
from northing.insight.commands.rows import change, check
from northing.insight.models import PlannedNote, Portal
from northing.insight.models.attachment import HEAD, type_of
from northing.insight.queries.portal.planned import planned_thing
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member

OF_THE_PORTAL = frozenset(
    {
        "is_on", "members_only", "title", "introduction", "votes_each", "comments_wait", "privacy_url",
        "embedded_by", "logo", "logo_type",
    }
)  # fmt: skip
SITE = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?")
MOST_SITES = 20


def set_up_portal(*, actor: Member, logo: tuple[str, bytes] | None = None, **changes: Any) -> Portal:
    """Change the named settings. The portal is off until `is_on` is set.

    `logo`: name and content of a small picture beside the organisation's name; an empty one takes it away, and
    the portal shows the name's first letter.
    """
    with recorded(actor=actor, command="insight.set_up_portal"):
        if not policies.may_set_rules(actor):
            raise NotAllowed("The portal is switched on and off by owners and heads.")
        if "embedded_by" in changes:
            changes["embedded_by"] = _sites(changes["embedded_by"])
        Portal.objects.get_or_create(pk=1)
        found = Portal.objects.select_for_update().get(pk=1)
        if logo is not None:
            changes |= {"logo": logo[1], "logo_type": _picture(*logo) if logo[1] else ""}
        change(found, changes, OF_THE_PORTAL)
    return found


def note_planned(*, actor: Member, topic: str, text: str, reason: str = "") -> None:
    """A sentence beside something planned, such as why it moved; "" takes it away."""
    with recorded(actor=actor, command="insight.note_planned", reason=reason):
        must_curate(actor)
        if planned_thing(topic) is None:
            raise NotVisible
        note = PlannedNote.objects.select_for_update(of=("self",)).filter(topic=topic).first()
        if not text.strip():
            if note is not None:
                note.delete()
            return
        note = note or PlannedNote(topic=topic)
        note.text, note.written_at, note.written_by = text.strip(), clock.now(), actor
        check(note)
        note.save()


def _picture(name: str, content: bytes) -> str:
    """Its type. Nothing that a browser would run comes in, so no SVG."""
    if name.rpartition(".")[2].lower() not in Portal.LOGOS:
        raise Refused(logo="A logo is a PNG, JPEG or WebP.")
    if len(content) > Portal.LARGEST_LOGO:
        raise Refused(logo=f"A logo may have {Portal.LARGEST_LOGO // 1024} KB.")
    try:
        return type_of(name, content[:HEAD], len(content)).content_type
    except Refused as refusal:
        raise Refused(logo=str(refusal)) from None


def _sites(given: list[str]) -> list[str]:
    """Each as browsers name it: scheme and host. They become part of a header, where nothing else may stand."""
    sites = list(dict.fromkeys(site.strip().lower().rstrip("/") for site in given if site.strip()))
    for site in sites:
        if not SITE.fullmatch(site):
            raise Refused(embedded_by=f"{site!r} is no site. Write it like https://www.example.com.")
    if len(sites) > MOST_SITES:
        raise Refused(embedded_by=f"Name at most {MOST_SITES} sites.")
    return sites
