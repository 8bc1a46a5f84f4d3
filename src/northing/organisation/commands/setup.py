"""The first start: whoever reads the server's output and has the code owns the place."""

import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.commands.members import checked_email, checked_name
from northing.organisation.commands.passwords import check_password
from northing.organisation.history import recorded
from northing.organisation.models import Member, Organisation, Role

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else


def begin_setup() -> str | None:
    """The set-up code to print at the start, made when missing; None when the organisation exists."""
    if Organisation.objects.exists():
        _code_file().unlink(missing_ok=True)
        return None
    file = _code_file()
    if not file.exists():
        code = "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(4)) for _ in range(2))
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(code)
    return file.read_text()


def set_up(
    *,
    code: str,
    organisation: str,
    name: str,
    email: str,
    password: str,
    currency: str = "EUR",
    year_starts_in: int = 1,
) -> Member:
    """Create the organisation and its owner, once. Everything may be refused but a second time."""
    known = begin_setup()
    if known is None:
        raise Refused("This server is set up already. Sign in, or ask an owner for an invitation.")
    if not hmac.compare_digest(_plain(code), _plain(known)):
        raise Refused(code="This is not the code that the server printed when it started.")
    owner = create_organisation(
        organisation=organisation,
        name=name,
        email=email,
        password=password,
        currency=currency,
        year_starts_in=year_starts_in,
    )
    _code_file().unlink(missing_ok=True)
    return owner


def create_organisation(
    *,
    organisation: str,
    name: str,
    email: str,
    password: str,
    currency: str = "EUR",
    year_starts_in: int = 1,
) -> Member:
    """As `set_up`, for whoever already sits at the server: the command line and the sample organisation."""
    if not organisation.strip():
        raise Refused(organisation="Give the organisation a name.")
    if not 1 <= year_starts_in <= 12:
        raise Refused(year_starts_in="The year starts in one of twelve months.")
    if len(currency) != 3 or not currency.isalpha():
        raise Refused(currency="A currency has three letters, such as EUR.")
    now = clock.now()
    owner = Member(email=checked_email(email), name=checked_name(name), role=Role.OWNER, joined_at=now)
    check_password(password, owner)
    owner.set_password(password)
    try:
        with recorded(actor=None, command="organisation.set_up"):
            Organisation.objects.create(
                pk=1,
                name=organisation.strip(),
                currency=currency.upper(),
                year_starts_in=year_starts_in,
                created_at=now,
            )
            owner.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("This server is set up already. Sign in, or ask an owner for an invitation.") from error
    return owner


def _plain(code: str) -> bytes:
    return "".join(code.split()).replace("-", "").upper().encode()


def _code_file() -> Path:
    return Path(settings.DATA_DIR) / "keys" / "setup-code"
