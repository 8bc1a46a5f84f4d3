"""What is proposed, at which gate it stands, and what it has shown there."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from northing.kernel.errors import NotVisible
from northing.organisation.models import Member
from northing.portfolio.models import Case, Criterion, Evidence, Gate, GateDecision, Product, Verdict


@dataclass(frozen=True, slots=True)
class Asked:
    """A criterion of the gate at which a case stands, and what the case shows for it."""

    criterion: Criterion
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class CasePage:
    case: Case
    product: Product | None
    asked: tuple[Asked, ...]
    earlier: tuple[Evidence, ...]
    decisions: tuple[GateDecision, ...]

    @property
    def met(self) -> int:
        return sum(bool(one.evidence and one.evidence.met) for one in self.asked)


def cases() -> "QuerySet[Case]":
    """Those still open first, each with how many criteria it meets."""
    met = Count("evidence", filter=Q(evidence__met=True))
    return Case.objects.select_related("gate", "sponsor").annotate(met=met).order_by("-created_on", "-pk")


def gates() -> "QuerySet[Gate]":
    """In their order, with what they ask for and how many cases stand there."""
    standing = Count("cases", filter=Q(cases__product=None) & ~Q(cases__verdict=Verdict.STOP), distinct=True)
    return Gate.objects.annotate(standing=standing).prefetch_related("criteria")


def gate(pk: int) -> Gate:
    found = Gate.objects.prefetch_related("criteria").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def case(pk: int) -> Case:
    found = Case.objects.select_related("gate", "sponsor").filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def case_page(actor: Member, pk: int) -> CasePage:
    found = case(pk)
    shown = list(found.evidence.select_related("criterion__gate").order_by("criterion__gate__position"))
    by_criterion = {row.criterion_id: row for row in shown}
    criteria = list(found.gate.criteria.all()) if found.gate else []
    product = Product.objects.visible_to(actor).filter(pk=found.product_id or 0).first()
    return CasePage(
        case=found,
        product=product,
        asked=tuple(Asked(row, by_criterion.get(row.pk)) for row in criteria),
        earlier=tuple(row for row in shown if row.criterion.gate_id != found.gate_id),
        decisions=tuple(found.decisions.select_related("gate", "decided_by")),
    )


def criterion(of: Case, pk: int) -> Criterion:
    found = Criterion.objects.filter(gate=of.gate_id, pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def evidence(of: Case, asked: Criterion) -> Evidence | None:
    return Evidence.objects.filter(case=of, criterion=asked).first()
