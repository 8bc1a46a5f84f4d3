"""Addresses that programs send feedback to, and what comes in by them."""

import hashlib
import hmac

from northing.insight import policies
from northing.insight.commands.bringing import bring_feedback
from northing.insight.commands.incoming.letter import letter_of
from northing.insight.commands.incoming.mailbox import KEPT_BY
from northing.insight.commands.incoming.shapes import pieces_of
from northing.insight.commands.incoming.take_in import take_in
from northing.insight.commands.rows import check
from northing.insight.models import InboundAddress
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.kernel.sealing import seal, unseal
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.tokens import new_token, token_hash
from northing.portfolio.models import Product


def make_address(
    *, actor: Member, name: str, product: Product | None = None, signing_secret: str = "", reason: str = ""
) -> tuple[InboundAddress, str]:
    """The row, and the secret of the address: shown once, since only its hash is kept. What comes in by it is
    added in its maker's name."""
    _may(actor)
    secret = new_token()
    with recorded(actor=actor, command="insight.make_address", reason=reason):
        address = InboundAddress(
            name=name.strip(),
            token_hash=token_hash(secret),
            signing_secret=seal(signing_secret.strip()),
            product=product,
            made_by=actor,
            made_at=clock.now(),
        )
        check(address)
        address.save(force_insert=True)
    return address, secret


def revoke_address(*, actor: Member, address: InboundAddress) -> None:
    """Nothing comes in by it from the next request on."""
    _may(actor)
    with recorded(actor=actor, command="insight.revoke_address"):
        found = InboundAddress.objects.select_for_update(of=("self",)).filter(pk=address.pk).first()
        if found is None:
            raise NotVisible
        found.revoked_at = found.revoked_at or clock.now()
        found.save(update_fields=["revoked_at"])


def receive(
    *, secret: str, body: bytes, content_type: str = "application/json", signature: str = "", key: str = ""
) -> list[int]:
    """The ids of the pieces that a request brought, or brought again. `key` is the sender's id of the request,
    where its pieces have none of their own. NotVisible for an address that is not open."""
    address = InboundAddress.objects.filter(token_hash=token_hash(secret), revoked_at=None).first()
    if address is None or not address.made_by.is_active or not policies.may_triage(address.made_by):
        raise NotVisible
    _must_be_signed(address, body, signature)
    InboundAddress.objects.filter(pk=address.pk).update(last_used_at=clock.now())
    actor = address.made_by
    if content_type == "message/rfc822":
        piece = take_in(actor=actor, letter=letter_of(body), product=address.product_id)
        return [] if piece is None else [piece]
    own_key = key or hashlib.sha256(body).hexdigest()
    pieces = pieces_of(body, system=address.system, key=own_key, product=address.product_id)
    with recorded(actor=actor, command="insight.receive", reason=address.name):
        brought = bring_feedback(actor=actor, pieces=pieces)
        if brought.unfit:
            unfit = brought.unfit[0]
            raise Refused(**{f"{unfit.number}.{unfit.field}": f"{unfit.reason}."})
    return [pk for pk in brought.ids if pk is not None]


def _must_be_signed(address: InboundAddress, body: bytes, signature: str) -> None:
    if not address.signing_secret:
        return
    wanted = hmac.new(unseal(address.signing_secret).encode(), body, hashlib.sha256).hexdigest()
    given = signature.strip().removeprefix("sha256=").lower()
    if not hmac.compare_digest(wanted.encode(), given.encode()):
        raise NotAllowed("The signature does not fit the body: send X-Signature: sha256=HMAC-SHA256 in hex.")


def _may(actor: Member) -> None:
    if not policies.may_set_rules(actor):
        raise NotAllowed(KEPT_BY)
