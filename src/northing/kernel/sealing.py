"""Secrets that must be given out again, such as the password of a mailbox: kept so that the database alone,
or a copy of it, is not enough to read them. The key comes from the key file in the data folder."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from northing.kernel.errors import Refused


def seal(secret: str) -> str:
    """ "" stays ""."""
    return _box().encrypt(secret.encode()).decode() if secret else ""


def unseal(sealed: str) -> str:
    """Refused when it was sealed under another key."""
    if not sealed:
        return ""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Refused("The secret was kept under another key. Type it anew.") from error


def _box() -> Fernet:
    key = hashlib.sha256(b"northing.kernel.sealing\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
