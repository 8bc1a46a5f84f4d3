"""The rest of a file whose reading was cut short."""

import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction

from northing.exchange.commands.files import keep
from northing.exchange.commands.runs import ask_run
from northing.exchange.models import Import
from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.organisation.models import Member

SAME = ("file_name", "size", "brings", "source", "tool", "description", "mapping")


def bring_rest(*, actor: Member, of: Import) -> Import:
    """The same file again, matched as it was, as an import that is undone by itself.

    It is read from its beginning: rows that are in are known again and left as they are, and a row that
    belongs to one further down finds it now.
    """
    if not of.was_cut_short:
        raise Refused("There is no rest: this file was read to its end.")
    stored = Path("imports") / f"{secrets.token_hex(16)}{of.path.suffix}"
    copy = Path(settings.MEDIA_ROOT) / stored
    same = {name: getattr(of, name) for name in SAME} | {"rows": of.outcome["stopped_of"]}
    try:
        keep(of.path, copy)
        with transaction.atomic():
            rest = Import.objects.create(**same, stored_as=str(stored), made_by=actor, received_at=clock.now())
            ask_run(actor=actor, of=rest)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return rest
