"""Letting programs in, and keeping what they were answered."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import AnsweredRequest, ApiToken, Member, Scope
from northing.organisation.tokens import new_token, token_hash

PREFIX = "nrt_"  # so that people and secret scanners recognise it
NOTED_EVERY = timedelta(minutes=5)
ANSWERS_KEPT = timedelta(days=2)


def make_api_token(
    *, actor: Member, name: str, scopes: Iterable[str], expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """The token's row, and the secret: shown once, since only its hash is kept. It acts as its maker."""
    wanted = [scope for scope in Scope.values if scope in set(scopes)]
    if not name.strip():
        raise Refused(name="Say which program this is for.")
    if not wanted:
        raise Refused(scopes="Choose what it may do.")
    if expires_at is not None and expires_at <= clock.now():
        raise Refused(expires_at="This moment has passed: the token would never work.")
    secret = PREFIX + new_token()
    with recorded(actor=actor, command="organisation.make_api_token"):
        token = ApiToken.objects.create(
            name=name.strip()[:120],
            member=actor,
            token_hash=token_hash(secret),
            scopes=wanted,
            made_at=clock.now(),
            expires_at=expires_at,
        )
    return token, secret


def revoke_api_token(*, actor: Member, token: ApiToken) -> ApiToken:
    """It opens nothing from the next request on."""
    with recorded(actor=actor, command="organisation.revoke_api_token"):
        mine = ApiToken.objects.filter(pk=token.pk, member=actor)
        found = mine.select_for_update().first()
        if found is None:
            raise NotVisible
        found.revoked_at = found.revoked_at or clock.now()
        found.save(update_fields=["revoked_at"])
    return found


def note_use(*, token: ApiToken) -> None:
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


@dataclass
class Before:
    """What this key was answered before, or how to keep what it is answered now."""

    token: ApiToken
    key: str
    answer: AnsweredRequest | None

    def keep(self, asked_hash: str, status: int, body: str) -> None:
        AnsweredRequest.objects.create(
            token=self.token,
            key=self.key,
            asked_hash=asked_hash,
            status=status,
            body=body,
            answered_at=clock.now(),
        )


@contextmanager
def answering_once(*, token: ApiToken, key: str) -> Iterator[Before]:
    """One at a time for each key: whoever asks meanwhile waits, and gets the same answer."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{token.pk} {key}"])
        AnsweredRequest.objects.filter(answered_at__lt=clock.now() - ANSWERS_KEPT).delete()
        yield Before(token, key, AnsweredRequest.objects.filter(token=token, key=key).first())
