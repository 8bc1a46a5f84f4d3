"""Ways to score: side by side, one shown first, formulas that are refused at their character, drivers."""

import pytest
from django.utils.html import strip_tags

from northing.kernel.errors import NotAllowed, Refused
from northing.planning import commands as planning
from northing.planning.commands import scoring as commands
from northing.planning.models import Driver, Key, Method, ScoreModel
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db


def rice(world: World) -> ScoreModel:
    return commands.first_score_model(actor=world.mara)


def test_the_first_one_is_rice_and_shown_first(world: World) -> None:
    made = rice(world)
    assert (made.name, made.method, made.is_default) == ("RICE", "rice", True)
    assert commands.first_score_model(actor=world.mara) == made
    with pytest.raises(NotAllowed):
        commands.create_score_model(actor=world.tim, name="Mine", method=Method.WSJF)


def test_its_page_says_what_each_number_means_and_how_many_have_it(world: World, clients: Clients) -> None:
    made, feature = rice(world), planning.create_feature(actor=world.hana, name="Pay by bank")
    planning.create_feature(actor=world.hana, name="Refunds")
    reach = planning.Saying(Key("feature", feature.pk), "reach", (100, 200, 300))
    planning.say_inputs(actor=world.hana, sayings=[reach])
    page = " ".join(strip_tags(clients["vera"].get(f"/plan/scores/{made.pk}/").content.decode()).split())
    assert "How many it reaches: users a quarter. 1 of 2 candidates" in page.replace("quarter.1", "quarter. 1")


def test_another_one_is_shown_first_and_the_first_can_then_be_put_away(world: World, clients: Clients) -> None:
    first = rice(world)
    other = commands.create_score_model(actor=world.mara, name="WSJF", method=Method.WSJF)
    with pytest.raises(Refused, match="shown first"):
        commands.archive_score_model(actor=world.mara, score_model=first)
    clients["mara"].post(f"/plan/scores/{other.pk}/first/")
    clients["mara"].post(f"/plan/scores/{first.pk}/archive/")
    page = clients["vera"].get("/plan/scores/").content.decode()
    assert "WSJF" in page
    assert "RICE" not in page
    with pytest.raises(Refused, match="already"):
        commands.create_score_model(actor=world.mara, name="wsjf", method=Method.WSJF)


def test_a_wrong_formula_is_refused_at_its_character(world: World, clients: Clients) -> None:
    said = {"name": "Ours", "method": "formula", "reach_of": "users", "reach_per": "quarter"}
    answer = clients["mara"].post("/plan/scores/new/", said | {"formula": "reach * imapct / effort"})
    assert answer.status_code == 422
    assert "Character 9: Nothing is called “imapct” here. Did you mean impact?" in answer.content.decode()
    clients["mara"].post("/plan/scores/new/", said | {"formula": "reach * impact / effort"})
    made = ScoreModel.objects.get()
    page = clients["tim"].get("/plan/scores/check/", {"formula": "reach / (1 + 2"}).content.decode()
    assert "reach / <mark>(</mark>1 + 2" in page
    assert "never closed" in page
    wrong = clients["mara"].post(f"/plan/scores/{made.pk}/formula/", {"formula": "reach *"})
    assert wrong.status_code == 422
    clients["mara"].post(f"/plan/scores/{made.pk}/formula/", {"formula": "log(revenue) * impact"})
    made.refresh_from_db()
    assert made.formula == "log(revenue) * impact"
    assert clients["mara"].get(f"/plan/scores/{made.pk}/").status_code == 200


def test_drivers_have_anchors_and_a_weight(world: World, clients: Clients) -> None:
    made = commands.create_score_model(actor=world.mara, name="Drivers", method=Method.WEIGHTED)
    said = {"name": "Risk", "weight": "3", "worst": "10", "best": "10"}
    address = f"/plan/scores/{made.pk}/drivers/new/"
    assert "another number than the worst" in clients["mara"].post(address, said).content.decode()
    clients["mara"].post(address, said | {"best": "0"})
    commands.add_driver(actor=world.mara, score_model=made, name="Fit", weight=1)
    page = clients["vera"].get(f"/plan/scores/{made.pk}/").content.decode()
    assert "75\u202f%" in page
    risk = Driver.objects.get(name="Risk")
    clients["mara"].post(
        f"/plan/scores/drivers/{risk.pk}/", {"name": "Risk", "weight": "1", "worst": "10", "best": "0"}
    )
    assert "50\u202f%" in clients["vera"].get(f"/plan/scores/{made.pk}/").content.decode()
    clients["mara"].post(f"/plan/scores/drivers/{risk.pk}/remove/")
    assert Driver.objects.count() == 1
    other = commands.create_score_model(actor=world.mara, name="RICE", method=Method.RICE)
    with pytest.raises(Refused, match="only a weighted"):
        commands.add_driver(actor=world.mara, score_model=other, name="Fit", weight=1)
