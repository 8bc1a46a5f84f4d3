"""New products: cases, the gates that the organisation defines, evidence, and what is decided."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import apply, check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio import policies
from northing.portfolio.commands.products import create_product
from northing.portfolio.models import Case, Criterion, Evidence, Gate, GateDecision, Stage, Verdict

OF_A_CASE = frozenset({"name", "problem", "market", "advantage", "costs", "risks", "sponsor"})


def define_gate(*, actor: Member, name: str, criteria: Sequence[str], gate: Gate | None = None) -> Gate:
    """A new gate behind the last, or one said anew; criteria of the same words keep their evidence."""
    with recorded(actor=actor, command="portfolio.define_gate"):
        _decide(actor)
        if gate is None:
            last = Gate.objects.aggregate(last=Max("position"))["last"]
            gate = Gate(position=0 if last is None else last + 1)
        gate.name = name.strip()
        check(gate)
        gate.save()
        known = {row.text: row for row in gate.criteria.all()}
        gate.criteria.exclude(text__in=criteria).delete()
        for position, text in enumerate(criteria):
            row = known.get(text) or Criterion(gate=gate, text=text)
            row.position = position
            check(row)
            row.save()
    return gate


def remove_gate(*, actor: Member, gate: Gate) -> None:
    with recorded(actor=actor, command="portfolio.remove_gate"):
        _decide(actor)
        if gate.cases.exists() or GateDecision.objects.filter(gate=gate).exists():
            raise Refused("Cases stand or were decided at this gate: rename it instead.")
        gate.delete()


def open_case(*, actor: Member, name: str, **said: Any) -> Case:
    """A case begins at the first gate."""
    with recorded(actor=actor, command="portfolio.open_case"):
        if not policies.may_propose(actor):
            raise NotAllowed("New products are proposed by product managers and heads.")
        sponsor = said.pop("sponsor", None) or actor
        case = Case(
            name=name.strip(), gate=Gate.objects.first(), created_on=clock.today(), sponsor=sponsor, **said
        )
        check(case)
        case.save(force_insert=True)
    return case


def change_case(*, actor: Member, case: Case, **changes: Any) -> Case:
    if unknown := changes.keys() - OF_A_CASE:
        raise TypeError(f"A case has no changeable {', '.join(sorted(unknown))}.")
    with recorded(actor=actor, command="portfolio.change_case"):
        case = _locked(actor, case)
        apply(case, changes)
    return case


def show_evidence(*, actor: Member, case: Case, criterion: Criterion, text: str, met: bool) -> Evidence:
    with recorded(actor=actor, command="portfolio.show_evidence"):
        case = _locked(actor, case)
        if criterion.gate_id != case.gate_id:
            raise Refused("The case does not stand at the gate of this criterion.")
        row = Evidence.objects.filter(case=case, criterion=criterion).first()
        row = row or Evidence(case=case, criterion=criterion)
        row.text, row.met = text.strip(), met
        check(row)
        row.save()
    return row


def decide_at_gate(*, actor: Member, case: Case, verdict: str, reason: str) -> GateDecision:
    """Go leads to the next gate, and from the last one to a product; hold leaves it, stop ends it."""
    with recorded(actor=actor, command="portfolio.decide_at_gate", reason=reason):
        _decide(actor)
        case = Case.objects.select_for_update(of=("self",)).select_related("gate", "sponsor").get(pk=case.pk)
        if case.gate is None:
            raise Refused("There is no gate to decide at: define one first.")
        if case.product_id is not None:
            raise Refused("It is a product already.")
        decision = GateDecision(
            case=case,
            gate=case.gate,
            verdict=verdict,
            reason=reason.strip(),
            decided_on=clock.today(),
            decided_by=actor,
        )
        check(decision)
        decision.save(force_insert=True)
        case.verdict = verdict
        if verdict == Verdict.GO:
            _pass(actor, case, case.gate)
        case.save(update_fields=["verdict", "gate", "product"])
    return decision


def _pass(actor: Member, case: Case, gate: Gate) -> None:
    """To the next gate; a case that passed them all is a product in concept."""
    following = Gate.objects.filter(position__gt=gate.position).first()
    if following is not None:
        case.gate = following
        return
    case.product = create_product(
        actor=actor,
        name=case.name,
        stage=Stage.CONCEPT,
        owner=case.sponsor,
        description=case.problem,
        reason=f"Passed the gate {gate}",
    )


def _locked(actor: Member, case: Case) -> Case:
    found = Case.objects.select_for_update(of=("self",)).select_related("sponsor").get(pk=case.pk)
    if not policies.may_change_case(actor, found):
        sponsor = found.sponsor.name if found.sponsor else "a head of product"
        raise NotAllowed(f"This case is made by {sponsor}.")
    return found


def _decide(actor: Member) -> None:
    if not policies.may_shape_portfolio(actor):
        raise NotAllowed("Gates are defined, and decided at, by owners and heads of product.")
