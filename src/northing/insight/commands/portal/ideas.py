"""What somebody types in the portal becomes feedback, which a person reads before anybody else sees it."""

from northing.insight.commands.feedback import add_feedback
from northing.insight.commands.portal.rows import by_visitor, locked_visitor
from northing.insight.models import Contact, Feedback, Source, Visitor
from northing.insight.queries.portal.place import portal
from northing.kernel.errors import NotVisible, Refused

LONGEST, HEADING = 4_000, 120


def say_idea(*, text: str, visitor: Visitor | None = None) -> Feedback:
    """Without a visitor nobody knows who said it. With one it is said by the contact of that address, who is
    made where there is none: so whatever they said is found when they ask for it or want it erased."""
    said = text.strip()
    if not said:
        raise Refused(text="Write what gets in your way.")
    if len(said) > LONGEST:
        raise Refused(text=f"An idea has at most {LONGEST:,} characters; this one has {len(said):,}.")
    with by_visitor(visitor, command="insight.say_idea"):
        if not portal().is_on:
            raise NotVisible
        contact = _contact(locked_visitor(visitor)) if visitor else None
        first, _, rest = said.partition("\n")
        title = first.strip()[:HEADING] if rest.strip() else ""
        return add_feedback(actor=None, text=said, title=title, source=Source.PORTAL, contact=contact)


def _contact(visitor: Visitor) -> Contact:
    if visitor.contact is not None:
        return visitor.contact
    name = visitor.name or visitor.email.partition("@")[0]
    contact, _ = Contact.objects.get_or_create(email=visitor.email, defaults={"name": name[:160]})
    visitor.contact = contact
    visitor.save(update_fields=["contact"])
    return contact
