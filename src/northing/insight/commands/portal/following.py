"""Who wants to hear about what, and ending it."""

from django.core import signing

from northing.insight.commands.portal.rows import by_visitor, idea_of, locked_visitor
from northing.insight.models import Following, Visitor
from northing.insight.queries.portal.planned import planned_thing
from northing.kernel import clock
from northing.kernel.errors import NotVisible
from northing.kernel.numbers import whole

SALT = "northing.portal.stop"


def follow(*, visitor: Visitor, topic: str) -> None:
    """An idea, something planned, or the changelog. The address was proved by signing in."""
    with by_visitor(visitor, command="insight.follow"):
        me = locked_visitor(visitor)
        _must_be_there(topic)
        follows(me, topic)


def unfollow(*, visitor: Visitor, topic: str) -> None:
    with by_visitor(visitor, command="insight.unfollow"):
        Following.objects.filter(visitor=locked_visitor(visitor), topic=topic).delete()


def follows(visitor: Visitor, topic: str) -> None:
    Following.objects.get_or_create(visitor=visitor, topic=topic, defaults={"since": clock.now()})


def stop_token(visitor: int, topic: str) -> str:
    """Goes into each mail: whoever holds the mail may end it without signing in."""
    return signing.dumps([visitor, topic], salt=SALT)


def stop_mail(*, token: str) -> None:
    visitor, topic = read_stop(token)
    with by_visitor(Visitor.objects.filter(pk=visitor).first(), command="insight.stop_mail"):
        Following.objects.filter(visitor=visitor, topic=topic).delete()


def read_stop(token: str) -> tuple[int, str]:
    try:
        visitor, topic = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise NotVisible from None
    return visitor, topic


def _must_be_there(topic: str) -> None:
    kind, _, pk = topic.partition(":")
    if topic in {Following.CHANGELOG, Following.DIGEST}:
        return
    if kind == "opportunity" and (idea := whole(pk)) is not None:
        idea_of(idea)
        return
    thing = planned_thing(topic) if kind == "planned" else None
    if thing is None or thing.shipped:
        raise NotVisible
