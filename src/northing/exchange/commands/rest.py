"""The rest of a file whose reading was cut short."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from northing.exchange.commands.files import change_mapping, receive
from northing.exchange.commands.runs import ask_run
from northing.exchange.mapping import Mapping
from northing.exchange.models import Import
from northing.kernel.errors import Refused
from northing.organisation.models import Member


def bring_rest(*, actor: Member, of: Import) -> Import:
    """The same file again, matched as it was, as an import that is undone by itself.

    It is read from its beginning: rows that are in are known again and left as they are, and a row that
    belongs to one further down finds it now.
    """
    if not of.was_cut_short:
        raise Refused("There is no rest: this file was read to its end.")
    mapping = Mapping.from_json(of.mapping)
    with of.path.open("rb") as file, transaction.atomic():
        upload = UploadedFile(file, name=of.file_name)
        rest = receive(actor=actor, upload=upload, mapping=mapping, brings=of.brings)
        change_mapping(actor=actor, of=rest, mapping=mapping)
        ask_run(actor=actor, of=rest)
    return rest
