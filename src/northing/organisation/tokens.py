"""Secrets that travel in a link: 192 random bits, of which only a hash is kept."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """A token is random and long, so a plain hash cannot be guessed back; looking it up needs no secret."""
    return hashlib.sha256(token.encode()).hexdigest()
