"""Feedback that comes in by itself: mail that a mailbox receives, and what programs send to an address."""

from northing.insight.commands.incoming.addresses import make_address, receive, revoke_address
from northing.insight.commands.incoming.mailbox import (
    KEPT_BY,
    forget_mailbox,
    read_mailbox,
    save_mailbox,
    try_mailbox,
)

__all__ = [
    "KEPT_BY",
    "forget_mailbox",
    "make_address",
    "read_mailbox",
    "receive",
    "revoke_address",
    "save_mailbox",
    "try_mailbox",
]
