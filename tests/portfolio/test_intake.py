"""New products: from a case through the gates to a product."""

import pytest

from northing.kernel.errors import NotAllowed, Refused
from northing.portfolio import commands
from northing.portfolio.models import Case, Evidence, Gate
from tests.conftest import Clients, World


@pytest.fixture
def case(world: World) -> Case:
    commands.define_gate(actor=world.hana, name="Problem", criteria=["Somebody pays", "Many have it"])
    commands.define_gate(actor=world.hana, name="Answer", criteria=["Ten use it"])
    return commands.open_case(actor=world.mara, name="Escrow", problem="Buyers do not trust new sellers.")


def test_a_case_that_passes_the_gates_becomes_a_product(world: World, case: Case, clients: Clients) -> None:
    address = f"/portfolio/intake/{case.pk}/"
    paid = Gate.objects.get(name="Problem").criteria.first()
    assert paid is not None
    later = Gate.objects.get(name="Answer").criteria.get()
    with pytest.raises(Refused, match="does not stand at the gate"):
        commands.show_evidence(actor=world.mara, case=case, criterion=later, text="Ten do", met=True)
    said = {"text": "Twelve of twenty pay 2 %", "met": "on"}
    clients["mara"].post(f"{address}evidence/{paid.pk}/", said)
    assert "Stands at Problem, 1 of 2 criteria met." in clients["vera"].get(address).content.decode()
    clients["hana"].post(f"{address}decide/", {"verdict": "go", "reason": "They pay"})
    page = clients["vera"].get(address).content.decode()
    assert "Stands at Answer, 0 of 1 criteria met." in page
    assert "Twelve of twenty" in page
    clients["hana"].post(f"{address}decide/", {"verdict": "go", "reason": "They use it"})
    case.refresh_from_db()
    assert case.product is not None
    assert (case.product.name, case.product.owner, case.product.stage) == ("Escrow", world.mara, "concept")
    with pytest.raises(Refused, match="product already"):
        commands.decide_at_gate(actor=world.hana, case=case, verdict="go", reason="Again")


def test_hold_and_stop_leave_it_where_it_stands_and_need_a_reason(world: World, case: Case) -> None:
    for verdict in ("hold", "stop"):
        commands.decide_at_gate(actor=world.hana, case=case, verdict=verdict, reason="No buyer yet")
        case.refresh_from_db()
        assert (case.verdict, case.gate) == (verdict, Gate.objects.get(name="Problem"))
    with pytest.raises(Refused, match="blank"):
        commands.decide_at_gate(actor=world.hana, case=case, verdict="go", reason=" ")


def test_a_gate_keeps_the_evidence_of_criteria_that_stay(world: World, case: Case) -> None:
    gate = Gate.objects.get(name="Problem")
    for criterion in gate.criteria.all():
        commands.show_evidence(actor=world.mara, case=case, criterion=criterion, text="Seen", met=True)
    commands.define_gate(actor=world.hana, gate=gate, name="Problem", criteria=["Many have it", "It hurts"])
    assert [row.criterion.text for row in Evidence.objects.all()] == ["Many have it"]
    with pytest.raises(Refused, match="rename"):
        commands.remove_gate(actor=world.hana, gate=gate)


def test_a_case_is_its_sponsors_to_make(world: World, case: Case) -> None:
    theirs = commands.open_case(actor=world.hana, name="Vault")
    with pytest.raises(NotAllowed):
        commands.change_case(actor=world.mara, case=theirs, name="Mine")
    assert commands.change_case(actor=world.mara, case=case, name="Escrow now").name == "Escrow now"
