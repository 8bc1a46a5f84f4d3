"""Speaking with a mail server: what was said goes wrong in words, and nothing in the mailbox changes."""

import imaplib
import re
import ssl
from binascii import b2a_base64
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

from northing.insight.models import Mailbox, Safety
from northing.kernel.errors import Refused
from northing.kernel.sealing import unseal

PATIENCE = 20.0  # seconds
LARGEST_MAIL = 40 * 2**20
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_BETWEEN = re.compile(rb'\) "(.)" ')
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Folder:
    """An opened folder of the mailbox."""

    def __init__(self, connection: imaplib.IMAP4, validity: int) -> None:
        self._connection = connection
        self.validity = validity

    def after(self, uid: int, since: date) -> list[int]:
        """The server's numbers of mails after this one, ascending."""
        day = f"{since.day:02d}-{_MONTHS[since.month - 1]}-{since.year}"
        _, found = self._connection.uid("SEARCH", f"UID {uid + 1}:*", "SINCE", day)
        # "5:*" names the last mail even when its number is smaller.
        return sorted(number for number in map(int, (found[0] or b"").split()) if number > uid)

    def mail(self, uid: int) -> bytes | None:
        """Its bytes; None when it has gone or is larger than anybody should send."""
        # A server may tell between the lines what became of other mails: that one was read elsewhere.
        _, said = self._connection.uid("FETCH", str(uid), "(RFC822.SIZE)")
        size = next(filter(None, (_SIZE.search(line) for line in said if isinstance(line, bytes))), None)
        if size is None or int(size[1]) > LARGEST_MAIL:
            return None
        _, parts = self._connection.uid("FETCH", str(uid), "(BODY.PEEK[])")
        return next((part[1] for part in parts if isinstance(part, tuple)), None)


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[Folder]:
    """Refused, with what to do, when the server cannot be reached, or does not let us in."""
    place = f"{mailbox.server}, port {mailbox.port},"
    try:
        connection = _connected(mailbox)
        try:
            yield _signed_in(connection, mailbox)
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                connection.logout()
            with suppress(OSError):
                connection.shutdown()  # a server that hung up leaves the socket open here
    except ssl.SSLCertVerificationError as error:
        raise Refused(
            server=f"The certificate of {mailbox.server} is not valid: {error.verify_message}."
        ) from error
    except ssl.SSLError as error:
        raise Refused(
            safety=f"{place} does not speak TLS this way. Try the other choice, or another port."
        ) from error
    except TimeoutError as error:
        raise Refused(
            server=f"{place} does not answer. Look at the name, the port and the firewall."
        ) from error
    except (OSError, UnicodeError) as error:
        raise Refused(server=f"{place} cannot be reached: {error}.") from error
    except imaplib.IMAP4.error as error:
        raise Refused(server=f"{place} said something that is not understood: {error}.") from error


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    if mailbox.safety == Safety.TLS:
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(mailbox.server, mailbox.port, ssl_context=context, timeout=PATIENCE)
    connection = imaplib.IMAP4(mailbox.server, mailbox.port, timeout=PATIENCE)
    if mailbox.safety == Safety.STARTTLS:
        connection.starttls(ssl.create_default_context())
    return connection


def _signed_in(connection: imaplib.IMAP4, mailbox: Mailbox) -> Folder:
    try:
        _log_in(connection, mailbox.user, unseal(mailbox.password))
    except imaplib.IMAP4.error as error:
        said = str(error).removeprefix("b'").rstrip("'")
        raise Refused(password=f"The server refuses this user or password. It says: {said}") from error
    if not any(_opens(connection, name) for name in _names(connection, mailbox.folder)):
        raise Refused(folder=f"There is no folder “{mailbox.folder}” in this mailbox.")
    _, validity = connection.response("UIDVALIDITY")
    return Folder(connection, int(validity[0] or 0) if validity else 0)


def _log_in(connection: imaplib.IMAP4, user: str, password: str) -> None:
    """LOGIN knows ASCII only; who is called otherwise comes in by SASL's PLAIN, which is UTF-8 (RFC 4616)."""
    if user.isascii() and password.isascii():
        connection.login(_quoted(user), password)
    else:
        connection.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())


def _opens(connection: imaplib.IMAP4, name: str) -> bool:
    status, _ = connection.select(_quoted(name), readonly=True)
    return status == "OK"


def _names(connection: imaplib.IMAP4, folder: str) -> Iterator[str]:
    """What a folder may be called on the wire: as mail programs show it, as a server does, or with
    the sign that this server puts between a folder and one within it."""
    yield wire_name(folder)
    if "&" in folder and folder.isascii():
        yield folder
    _, listed = connection.list('""', '""')
    between = _BETWEEN.search(listed[0]) if listed and isinstance(listed[0], bytes) else None
    if between is not None and "/" in folder:
        yield wire_name(folder.replace("/", between[1].decode()))


def wire_name(folder: str) -> str:
    """Modified UTF-7: what is not ASCII stands between & and - in base64 (RFC 3501, 5.1.3)."""

    def written(found: re.Match[str]) -> str:
        if found[0] == "&":
            return "&-"
        said = b2a_base64(found[0].encode("utf-16-be"), newline=False).rstrip(b"=")
        return f"&{said.replace(b'/', b',').decode()}-"

    return re.sub(r"&|[^ -~]+", written, folder)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
