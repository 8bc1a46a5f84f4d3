"""Who is erased is forgotten by imports, too."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from northing.exchange.models import Import, ImportState, RefusedRow
from northing.insight import commands
from northing.insight.commands.privacy import forget_copies
from northing.insight.models import Contact, Customer
from northing.organisation.history import watched
from tests.conftest import NOW, World

pytestmark = pytest.mark.django_db
ADDRESS = "katrin@brandt.example"


def kept_file(world: World, folder: Path, name: str, text: str) -> Import:
    (folder / "imports").mkdir(exist_ok=True)
    (folder / "imports" / name).write_text(text)
    return Import.objects.create(
        file_name=name, stored_as=f"imports/{name}", size=len(text), source="csv", tool="Any table",
        description="", mapping="{}", made_by=world.hana, received_at=NOW,
    )  # fmt: skip


def test_refused_rows_and_kept_files_about_a_person_go_with_them(
    world: World, settings: Any, tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    about = kept_file(world, tmp_path, "about.csv", f"E-mail\n{ADDRESS.upper()}\n")
    other = kept_file(world, tmp_path, "other.csv", "E-mail\nsomebody@else.example\n")
    workbook = tmp_path / "imports" / "customers" / "waits.xlsx"
    workbook.parent.mkdir()
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/sharedStrings.xml", f"<si><t>{ADDRESS}</t></si>" * 100)
    (tmp_path / "imports" / "wide.csv").write_text(ADDRESS, encoding="utf-16")
    for row in (ADDRESS, "somebody@else.example"):
        RefusedRow.objects.create(of=other, line=2, reason="No name", original=row)
    brandt = commands.create_customer(actor=world.mara, name="Brandt")
    katrin = commands.add_contact(actor=world.mara, customer=brandt, name="Katrin", email=ADDRESS)
    erase(katrin, world, django_capture_on_commit_callbacks)
    assert list(tmp_path.rglob("*.*")) == [other.path]
    assert list(Import.objects.all()) == [other]
    assert not about.path.exists()
    assert RefusedRow.objects.get().original == "somebody@else.example"


def test_the_file_that_brought_what_they_said_goes_though_it_does_not_name_them(
    world: World, settings: Any, tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    brought = kept_file(world, tmp_path, "said.csv", "Text\nWe need the flamingo\n")
    ada = commands.create_customer(actor=world.mara, name="Ada", kind="person")
    with watched() as change:
        commands.add_feedback(actor=world.mara, text="We need the flamingo", customer=ada)
    Import.objects.filter(pk=brought.pk).update(context=change.id, state=ImportState.DONE)
    erase(ada, world, django_capture_on_commit_callbacks)
    assert not brought.path.exists()
    assert Import.objects.get().state == ImportState.DONE


def erase(person: Contact | Customer, world: World, committed: DjangoCaptureOnCommitCallbacks) -> None:
    with committed(execute=True):
        commands.erase_person(actor=world.hana, person=person, basis="Art. 6(1)(f)")
        forget_copies()
