"""The map and the pages around it."""

from datetime import timedelta
from re import findall

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.kernel import clock
from northing.portfolio import commands as portfolio
from northing.strategy import commands
from northing.strategy.commands import Said
from northing.strategy.models import CheckIn, Level, Objective
from northing.strategy.queries import gaps
from northing.strategy.queries.strategy_map import strategy_map
from tests.conftest import NOW, Clients, offered_undo
from tests.organisation.test_looking import happened, look_back
from tests.strategy.conftest import Strategy, number


@pytest.fixture
def checked(strategy: Strategy) -> Strategy:
    said = [
        Said(strategy.days, number("27"), 0.6, "Two large payers were late."),
        Said(strategy.attach, number("33"), 0.8, "Every second takes it."),
    ]
    commands.check_in(actor=strategy.world.mara, said=said)
    return strategy


def test_the_map_leads_from_the_vision_to_key_results(checked: Strategy, clients: Clients) -> None:
    page = clients["vera"].get("/strategy/").content.decode()
    for told in (
        "Nobody chases an invoice by hand.",
        "Get paid",
        "Median days to paid",
        "27.0\u202fd",
        "24 by Dec",
    ):
        assert told in page
    assert (
        page.index("Get customers paid faster") < page.index("Median days") < page.index("Reminders that work")
    )


def test_scores_are_weighed_and_kinds_are_not_averaged_together(checked: Strategy, clients: Clients) -> None:
    found = clients["hana"].get("/strategy/").context["map"]
    scores = {line.objective.name: line.score for line in found.objectives}
    assert scores == {
        "Get customers paid faster": pytest.approx((0.5 + 6 / 9) / 2),
        "Reminders that work": 0,  # what contributes is scored on its own
    }


def test_an_overdue_check_in_shows_as_such_and_has_no_chance(checked: Strategy, clients: Clients) -> None:
    with clock.frozen(NOW + timedelta(days=20)):
        page = clients["hana"].get(f"/strategy/?open=o{checked.paid.pk}").content.decode()
    assert "6\u202fd overdue" in page
    assert "Check-in overdue since 15 June" in page
    assert "60\u202f%</span>" not in page


def test_what_nothing_serves_is_shown(checked: Strategy, clients: Clients) -> None:
    page = clients["hana"].get("/strategy/").content.decode()
    assert "Served by nothing" in page
    assert "2.1 Reminders answered" in page


def test_checking_in_takes_all_key_results_of_an_objective(checked: Strategy, clients: Clients) -> None:
    said = {}
    for row, value in ((checked.days, "26.5"), (checked.attach, "34")):
        said |= {f"value_{row.pk}": value, f"confidence_{row.pk}": "70", f"sentence_{row.pk}": "Better"}
    address = f"/strategy/check-in/o{checked.paid.pk}/"
    assert b"27.0" in clients["mara"].get(address).content
    with clock.frozen(NOW + timedelta(days=7)):
        answer = clients["mara"].post(address, said)
    assert answer.status_code == 302
    assert CheckIn.objects.filter(sentence="Better").count() == 2


def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(checked: Strategy, clients: Clients) -> None:
    row = checked.days
    said = {f"value_{row.pk}": "x", f"confidence_{row.pk}": "170", f"sentence_{row.pk}": ""}
    answer = clients["mara"].post(f"/strategy/check-in/k{row.pk}/", said)
    assert answer.status_code == 422
    assert CheckIn.objects.count() == 2
    assert clients["mara"].get("/strategy/check-in/k99999/").status_code == 404
    assert clients["mara"].get("/strategy/check-in/nonsense/").status_code == 404


def test_easing_asks_why_on_the_form(checked: Strategy, clients: Clients) -> None:
    address = f"/strategy/key-results/{checked.days.pk}/target/"
    answer = clients["mara"].post(address, {"target": "26", "by": "2026-12-31"})
    assert answer.status_code == 422
    assert b"This eases the target" in answer.content
    clients["mara"].post(address, {"target": "26", "by": "2026-12-31", "reason": "Two slow months"})
    page = clients["mara"].get(f"/strategy/objectives/{checked.paid.pk}/").content.decode()
    assert "Target eased from 24.0\u202fd by 31 Dec to 26.0\u202fd" in page
    assert "Two slow months" in page


def test_an_action_is_undone(checked: Strategy, clients: Clients) -> None:
    mara = clients["mara"]
    mara.post(f"/strategy/objectives/{checked.paid.pk}/drop/", {"reason": "Another year"})
    assert mara.post(offered_undo(mara)).status_code == 302
    assert Objective.objects.get(pk=checked.paid.pk).dropped_at is None


def test_an_objective_tells_what_its_key_results_were_and_brings_it_back(
    checked: Strategy, clients: Clients
) -> None:
    commands.change_key_result(actor=checked.world.hana, key_result=checked.days, name="Days until paid")
    page = clients["hana"].get(f"/strategy/objectives/{checked.paid.pk}/").content.decode()
    [restore] = findall(r'action="(/history/strategy\.keyresult/\d+/name/restore/)"', page)
    assert clients["hana"].post(restore).status_code == 302
    checked.days.refresh_from_db()
    assert checked.days.name == "Median days to paid"
    assert 'action="/history/' not in clients["vera"].get(f"/strategy/objectives/{checked.paid.pk}/").text


def test_a_dialog_tells_what_was_changed_in_it(checked: Strategy, clients: Clients) -> None:
    pillar = checked.paid.pillar
    assert pillar is not None
    commands.change_pillar(actor=checked.world.hana, pillar=pillar, name="Paid sooner")
    dialog = clients["hana"].get(f"/strategy/pillars/{pillar.pk}/", headers={"HX-Request": "true"}).text
    assert "<summary" in dialog
    assert "<del>Get paid</del>" in dialog


def test_objectives_of_restricted_products_are_on_nobody_elses_map(checked: Strategy, clients: Clients) -> None:
    world = checked.world
    portfolio.change_product(actor=world.hana, product=world.terminal, restricted=True)
    commands.add_objective(
        actor=world.hana, cycle=checked.cycle, name="Secret plan", level=Level.PRODUCT, product=world.terminal
    )
    assert b"Secret plan" in clients["olive"].get("/strategy/").content
    assert b"Secret plan" not in clients["mara"].get("/strategy/").content


def test_more_objectives_need_no_more_queries(
    checked: Strategy, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    hana = clients["hana"]
    hana.get("/strategy/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        hana.get("/strategy/")
    for place in range(4):
        made = commands.add_objective(
            actor=checked.world.hana, cycle=checked.cycle, name=f"More {place}", contributes_to=[checked.paid]
        )
        row = commands.add_key_result(
            actor=checked.world.hana, objective=made, name="Count", baseline=number("0"), target=number("9")
        )
        commands.check_in(actor=checked.world.hana, said=[Said(row, number("1"), 0.5, "Begun")])
    with CaptureQueriesContext(connection) as many:
        hana.get("/strategy/")
    assert len(many) == len(few)
    monkeypatch.setattr(gaps, "BARS", 3)
    bars = gaps.gaps(strategy_map(checked.world.hana)).bars
    assert [bar.name for bar in bars] == ["O1", "O2", "4 others"]


def test_an_empty_place_says_what_it_is_for(world: object, clients: Clients) -> None:
    assert b"Begin a cycle" in clients["hana"].get("/strategy/").content
    assert b"Begin a cycle" not in clients["tim"].get("/strategy/").content


def test_the_map_is_as_it_was_on_a_past_day(strategy: Strategy, clients: Clients) -> None:
    happened(60)
    commands.check_in(actor=strategy.world.mara, said=[Said(strategy.days, number("25"), 0.9, "Nearly there")])
    commands.change_objective(actor=strategy.world.mara, objective=strategy.paid, name="Paid at once")
    happened(20)
    assert look_back(clients, "hana", 40).status_code == 302
    for address in (f"/strategy/objectives/{strategy.paid.pk}/", "/strategy/foundations/"):
        assert clients["hana"].get(address).status_code == 200
    assert b"Get customers paid faster" in clients["hana"].get("/strategy/").content
    look_back(clients, "hana", 10)
    assert b"Paid at once" in clients["hana"].get("/strategy/").content
    assert b"Nearly there" in clients["hana"].get(f"/strategy/?open=k{strategy.days.pk}").content
