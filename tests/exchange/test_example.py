"""The example that a new organisation begins with: it comes as an import, and goes as one."""

import pytest
from django.test import Client

from northing.exchange import commands
from northing.exchange.models import Import
from northing.organisation import commands as organisation
from northing.organisation.models import Member, Organisation
from northing.planning.commands import create_feature
from northing.planning.models import Commitment, Feature, Item
from tests.conftest import PASSWORD, Clients, World

SAID = {"organisation": "Tarn", "currency": "EUR", "year_starts_in": "4", "name": "Olive Reyes"}


def test_it_comes_in_after_the_set_up_where_it_was_asked_for(
    db: None, settings: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, client: Client
) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")  # type: ignore[attr-defined]
    assert "removable in one step" in client.get("/setup/").text
    said = SAID | {"code": str(organisation.begin_setup()), "email": "olive@tarn.example", "password": PASSWORD}
    client.post("/setup/", said | {"example": "on"})
    assert Organisation.objects.get().name == "Tarn"
    of = Import.objects.get()
    assert (of.is_example, of.made_by) == (True, Member.objects.get())
    commands.work_on(of)
    assert of.state == "done"
    assert of.outcome["refused"] == 0
    assert Commitment.objects.exclude(outcome="").count() > 20
    assert Commitment.objects.current().count() > 5


def test_it_goes_in_one_step_and_takes_nothing_of_ones_own(world: World, clients: Clients) -> None:
    before = Feature.objects.count()
    assert "Remove the example" not in clients["olive"].get("/").text
    of = commands.bring_example(actor=world.olive)
    commands.work_on(of)
    own = create_feature(actor=world.olive, name="Our own")
    assert "Remove the example" in clients["olive"].get("/").text
    assert "Remove the example" not in clients["tim"].get("/").text
    clients["olive"].post(f"/settings/import/{of.pk}/undo/")
    of.refresh_from_db()
    commands.work_on(of)
    assert Feature.objects.filter(pk=own.pk).exists()
    assert (Feature.objects.count(), Item.objects.count()) == (before + 1, 0)
    assert "Remove the example" not in clients["olive"].get("/").text
