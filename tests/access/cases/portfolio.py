"""How to ask for the pages of products and lines."""

from datetime import date

from northing.organisation import commands as organisation
from northing.portfolio import commands
from northing.portfolio.models import Case as Proposal
from northing.portfolio.models import (
    Competitor,
    Criterion,
    Gate,
    InvestmentClass,
    Product,
    Risk,
    Rivalry,
    Signal,
    StageStep,
)
from tests.access.scene import Call, Case, Scene
from tests.conftest import World

END = commands.WindingDown(customers=3, ends_on=date(2027, 1, 31), steps=[(date(2026, 9, 1), "Read only")])

FILE = b"product,quarter,purpose,budget\nBilling,Q1 2026,grow,5"


def prepare(world: World) -> Product:
    """A product that only oscar and the heads know of; the others have a risk and an end that is planned."""
    commands.create_class(actor=world.hana, name="Grow")
    organisation.add_custom_field(actor=world.hana, about="product", kind="number", name="Size")
    rival = commands.save_competitor(actor=world.hana, name="Payla", products=[world.billing])
    commands.note_signal(
        actor=world.hana, text="Opens in Spain", seen_on=date(2026, 5, 2), source="Press", competitor=rival
    )
    commands.define_gate(actor=world.hana, name="The problem", criteria=["Somebody pays today"])
    for name, sponsor in (("Escrow", world.mara), ("Ledger", world.hana), ("Vault", world.oscar)):
        commands.open_case(actor=world.hana, name=name, sponsor=sponsor)
    for product in (world.billing, world.terminal, world.insights):
        commands.note(actor=world.hana, product=product, kind="risk", name="A bank leaves")
        commands.change_stage(
            actor=world.hana, product=product, stage="decline", reason="Fewer every year", plan=END
        )
    return commands.create_product(actor=world.hana, name="Safe", owner=world.oscar, restricted=True)


def _seen(scene: Scene) -> Call:
    """ "other" stands for a restricted product."""
    return Call({"pk": scene.stock.pk if scene.relation == "other" else scene.product.pk})


def _risk(scene: Scene) -> Call:
    risk = Risk.objects.get(product=scene.product)
    said = {"name": "A bank leaves", "likelihood": 3, "severity": 2}
    return Call({"pk": scene.product.pk, "kind": "risk", "row": risk.pk}, said)


def _step(scene: Scene) -> Call:
    step = StageStep.objects.get(plan__change__product=scene.product)
    return Call({"pk": scene.product.pk, "row": step.pk})


def _case(scene: Scene) -> Proposal:
    """mara makes one, and hana: who makes none meets mara's as her own."""
    heads = scene.role == "head"
    name = scene.pick("Ledger" if heads else "Escrow", "Escrow" if heads else "Ledger", "Vault")
    return Proposal.objects.get(name=name)


def _evidence(scene: Scene) -> Call:
    said = {"text": "Twelve of twenty pay"}
    return Call({"pk": _case(scene).pk, "criterion": Criterion.objects.get().pk}, said)


CASES: dict[str, Case] = {
    "portfolio:export": lambda _: Call({"kind": "csv"}),
    "api:product": _seen,
    "api:product PATCH": lambda scene: Call(
        _seen(scene).kwargs, '{"role_title": "A role"}', "application/json"
    ),
    "portfolio:new_competitor POST": lambda scene: Call(
        data={"name": "Zahlfix", "products": [scene.world.billing.pk]}
    ),
    "portfolio:estimate_rival": lambda _: Call(
        {"pk": Rivalry.objects.get().pk},
        {"revenue": "1m", "estimated_on": "2026-05-01", "estimated_from": "Trade press"},
    ),
    "portfolio:edit_competitor": lambda _: Call({"pk": Competitor.objects.get().pk}, {"name": "Payla"}),
    "portfolio:new_signal POST": lambda _: Call(
        data={"text": "Cheaper now", "seen_on": "2026-05-01", "source": "A customer"}
    ),
    "portfolio:edit_signal": lambda _: Call(
        {"pk": Signal.objects.get().pk}, {"text": "Cheaper", "seen_on": "2026-05-01", "source": "A customer"}
    ),
    "portfolio:case": lambda scene: Call({"pk": _case(scene).pk}),
    "portfolio:new_case POST": lambda _: Call(data={"name": "Wallet"}),
    "portfolio:edit_case": lambda scene: Call({"pk": _case(scene).pk}, {"name": "Escrow, renamed"}),
    "portfolio:show_evidence": _evidence,
    "portfolio:decide": lambda scene: Call({"pk": _case(scene).pk}, {"verdict": "hold", "reason": "Too early"}),
    "portfolio:new_gate POST": lambda _: Call(data={"name": "It pays", "criteria": "Somebody paid"}),
    "portfolio:edit_gate": lambda _: Call({"pk": Gate.objects.get().pk}, {"name": "The problem is real"}),
    "portfolio:product": _seen,
    "portfolio:change_product": lambda scene: Call(
        {"pk": scene.product.pk, "field": "description"}, {"description": "Said anew"}
    ),
    "portfolio:change_own": lambda scene: Call({"pk": scene.product.pk, "slug": "size"}, {"custom.size": "3"}),
    "portfolio:change_stage": lambda scene: Call(
        {"pk": scene.product.pk}, {"stage": "growth", "reason": "It grows"}
    ),
    "portfolio:change_role": lambda scene: Call({"pk": scene.product.pk}, {"role_title": "Keep"}),
    "portfolio:plan_the_end": lambda scene: Call(
        {"pk": scene.product.pk}, {"customers": 3, "ends_on": "2027-01-31"}
    ),
    "portfolio:finish_step": _step,
    "portfolio:new_note": lambda scene: Call(
        {"pk": scene.product.pk, "kind": "outcome"}, {"name": "Paid faster"}
    ),
    "portfolio:change_note": _risk,
    "portfolio:money": _seen,
    "portfolio:panel": _seen,
    "portfolio:product_history": _seen,
    "portfolio:rebalance POST": lambda scene: Call(data={f"product_{scene.world.billing.pk}": 100}),
    "portfolio:amount": lambda scene: Call(
        {"pk": scene.product.pk, "quarter": "2026-01-01", "of": "revenue", "field": "actual"}, {"amount": "5k"}
    ),
    "portfolio:new_purpose POST": lambda _: Call(data={"name": "Explore", "target": 15}),
    "portfolio:change_purpose": lambda _: Call(
        {"pk": InvestmentClass.objects.get().pk}, {"name": "Grow", "target": 45}
    ),
    "portfolio:rules POST": lambda _: Call(
        data={"week_rate": 4000, "share_cut": 10, "growth_cut": 10, "low_cut": "2.33", "high_cut": "3.67"}
    ),
    "portfolio:new_product POST": lambda _: Call(
        data={"name": "Ledger", "stage": "concept", "business_role": "option"}
    ),
    "portfolio:new_line POST": lambda _: Call(data={"name": "Analytics", "mark": "triangle"}),
    "portfolio:line": lambda scene: Call({"pk": scene.world.line.pk}),
    "portfolio:change_line": lambda scene: Call(
        {"pk": scene.world.line.pk, "field": "name"}, {"name": "Payments, renamed"}
    ),
}
