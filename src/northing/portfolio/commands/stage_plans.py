"""Winding a product down: what becomes of its customers, and by which steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from northing.kernel import clock
from northing.kernel.errors import Refused
from northing.kernel.rows import apply, check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio.commands.rows import locked
from northing.portfolio.models import Product, StageChange, StagePlan, StageStep


@dataclass(frozen=True, slots=True)
class WindingDown:
    """`steps` are days with what happens on them."""

    customers: int
    ends_on: date
    revenue: Decimal | None = None
    replacement: Product | None = None
    steps: Sequence[tuple[date, str]] = ()


def plan_the_end(*, actor: Member, product: Product, plan: WindingDown) -> StagePlan:
    """Say anew how a product in decline or retired is wound down; steps that are done stay."""
    with recorded(actor=actor, command="portfolio.plan_the_end"):
        product = locked(actor, product)
        change = product.stage_changes.first()
        if change is None or not StagePlan.needed_for(change.stage):
            raise Refused(f"{product.name} is neither in decline nor retired.")
        return write_plan(actor, change, plan)


def write_plan(actor: Member, change: StageChange, plan: WindingDown) -> StagePlan:
    """Part of a command that has locked the product."""
    if plan.replacement and plan.replacement.pk == change.product_id:
        raise Refused(replacement="A product does not replace itself.")
    row = StagePlan.objects.filter(change=change).first() or StagePlan(change=change)
    row.customers, row.ends_on = plan.customers, plan.ends_on
    row.revenue, row.replacement = plan.revenue, plan.replacement
    check(row)
    row.save()
    row.steps.filter(done_on=None).delete()
    steps = [StageStep(plan=row, due_on=day, name=name, owner=actor) for day, name in plan.steps]
    for step in steps:
        check(step)
    StageStep.objects.bulk_create(steps)
    return row


def finish_step(*, actor: Member, step: StageStep, done: bool = True) -> StageStep:
    with recorded(actor=actor, command="portfolio.finish_step"):
        locked(actor, step.plan.change.product)
        apply(step, {"done_on": clock.today() if done else None})
    return step
