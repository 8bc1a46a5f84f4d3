"""The example of a new organisation: a file like any other, so that it is undone as any import is."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from northing.exchange.commands.files import receive
from northing.exchange.commands.runs import ask_run
from northing.exchange.models import Import
from northing.exchange.sample.export import write_export
from northing.kernel import clock
from northing.organisation.models import Member

FILE = "Example.csv"


def bring_example(*, actor: Member) -> Import:
    """Received now, brought in by the background."""
    with TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / FILE
        write_export(path, today=clock.today())
        of = receive(actor=actor, upload=path)
        of.is_example = True
        of.save(update_fields=["is_example"])
        ask_run(actor=actor, of=of)
    return of
