"""Who is erased is forgotten by imports, too."""

from pathlib import Path
from typing import Any

import pytest

from northing.exchange.models import Import, RefusedRow
from northing.insight import commands
from tests.conftest import NOW, World

pytestmark = pytest.mark.django_db
ADDRESS = "katrin@brandt.example"


def kept_file(world: World, folder: Path, name: str, text: str) -> Import:
    (folder / name).write_text(text)
    return Import.objects.create(
        file_name=name, stored_as=name, size=len(text), source="csv", tool="Any table", description="",
        mapping="{}", made_by=world.hana, received_at=NOW,
    )  # fmt: skip


def test_refused_rows_and_kept_files_about_a_person_go_with_them(
    world: World, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    about = kept_file(world, tmp_path, "about.csv", f"E-mail\n{ADDRESS.upper()}\n")
    other = kept_file(world, tmp_path, "other.csv", "E-mail\nsomebody@else.example\n")
    for row in (ADDRESS, "somebody@else.example"):
        RefusedRow.objects.create(of=other, line=2, reason="No name", original=row)
    brandt = commands.create_customer(actor=world.mara, name="Brandt")
    katrin = commands.add_contact(actor=world.mara, customer=brandt, name="Katrin", email=ADDRESS)
    commands.erase_person(actor=world.hana, person=katrin, basis="Art. 6(1)(f)")
    assert (about.path.exists(), other.path.exists()) == (False, True)
    assert list(Import.objects.all()) == [other]
    assert RefusedRow.objects.get().original == "somebody@else.example"
