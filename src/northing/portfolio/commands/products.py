"""Lines and products, and the steps of their lives."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Max

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import apply, check
from northing.organisation.commands import with_custom
from northing.organisation.history import recorded
from northing.organisation.models import FieldAbout, Member
from northing.organisation.restoring import value_of
from northing.portfolio import policies
from northing.portfolio.commands.rows import locked
from northing.portfolio.commands.stage_plans import WindingDown, write_plan
from northing.portfolio.models import Product, ProductLine, Stage, StageChange, StagePlan

# What the owner of a product may say about it; the rest is the heads' to decide.
BY_OWNER = frozenset(
    {
        *("name", "public_name", "description", "business_role"),
        *("role_title", "role_text", "sold_since", "next_review_on", "custom"),
    }
)
BY_HEADS = BY_OWNER | {
    *("line", "owner", "restricted", "horizon", "investment_target", "attention_target"),
    *("attractiveness", "strength"),
}
OF_A_LINE = frozenset({"name", "mark", "owner", "description", "position"})


def create_line(*, actor: Member, name: str, **fields: Any) -> ProductLine:
    with recorded(actor=actor, command="portfolio.create_line"):
        _shape(actor)
        last = ProductLine.objects.aggregate(last=Max("position"))["last"] or 0
        line = ProductLine(name=name.strip(), **{"position": last + 1} | fields)
        check(line)
        line.save(force_insert=True)
    return line


def change_line(*, actor: Member, line: ProductLine, reason: str = "", **changes: Any) -> ProductLine:
    if unknown := changes.keys() - OF_A_LINE:
        raise TypeError(f"A line has no changeable {', '.join(sorted(unknown))}.")
    with recorded(actor=actor, command="portfolio.change_line", reason=reason):
        _shape(actor)
        line = ProductLine.objects.select_for_update().get(pk=line.pk)
        apply(line, changes)
    return line


def create_product(
    *, actor: Member, name: str, stage: str = Stage.CONCEPT, reason: str = "Created", **fields: Any
) -> Product:
    """A new product begins its life with a first row of its stages."""
    with recorded(actor=actor, command="portfolio.create_product", reason=reason):
        _shape(actor)
        if "custom" in fields:
            fields["custom"] = with_custom(FieldAbout.PRODUCT, {}, fields["custom"])
        product = Product(name=name.strip(), stage=stage, **fields)
        check(product)
        product.save(force_insert=True)
        _note_stage(actor, product, reason)
    return product


def change_product(
    *,
    actor: Member,
    product: Product,
    reason: str = "",
    seen: Callable[[Product], None] = lambda _: None,
    **changes: Any,
) -> Product:
    """Change the named fields; the stage has a command of its own, since it asks for a reason.

    `custom` names values of the organisation's own fields, by slug; the others stay. `seen` may refuse once the
    row is held, when it is not what the caller knew.
    """
    if unknown := changes.keys() - BY_HEADS:
        raise TypeError(f"A product has no changeable {', '.join(sorted(unknown))}.")
    with recorded(actor=actor, command="portfolio.change_product", reason=reason):
        product = locked(actor, product)
        seen(product)
        allowed = BY_HEADS if actor.runs_the_place else BY_OWNER
        if changes.keys() - allowed:
            raise NotAllowed("A head of product decides on line, owner and who may know of it.")
        if "custom" in changes:
            changes["custom"] = with_custom(FieldAbout.PRODUCT, product.custom, changes["custom"])
        apply(product, changes)
    return product


def rebalance(*, actor: Member, targets: Mapping[Product, int | None]) -> int:
    """Say of many products at once what share of investment they should get; answers how many it changes."""
    with recorded(actor=actor, command="portfolio.rebalance"):
        _shape(actor)
        changed = 0
        for product, target in targets.items():
            if product.investment_target != target:
                change_product(actor=actor, product=product, investment_target=target)
                changed += 1
    return changed


def restore_product_field(*, actor: Member, row: Product, field: str, value: Any, reason: str = "") -> Product:
    """One field, as history brings it back; for a relation the value is the other row's id."""
    return change_product(actor=actor, product=row, reason=reason, **{field: value_of(Product, field, value)})


def restore_line_field(
    *, actor: Member, row: ProductLine, field: str, value: Any, reason: str = ""
) -> ProductLine:
    return change_line(actor=actor, line=row, reason=reason, **{field: value_of(ProductLine, field, value)})


def change_stage(
    *, actor: Member, product: Product, stage: str, reason: str, plan: WindingDown | None = None
) -> StageChange:
    """Move a product along its life, with why: people will ask for years. An end needs a plan as well."""
    with recorded(actor=actor, command="portfolio.change_stage", reason=reason):
        product = locked(actor, product)
        if not reason.strip():
            raise Refused(reason="A change of stage needs a reason.")
        if stage not in Stage.values:
            raise Refused(stage=f"{stage!r} is none of {', '.join(Stage.values)}.")
        if stage == product.stage:
            raise Refused(stage=f"{product.name} is in {product.get_stage_display()} already.")
        planned = StagePlan.objects.filter(change__product=product, change__stage=Stage.DECLINE).exists()
        retiring_as_planned = stage == Stage.RETIRED and product.stage == Stage.DECLINE and planned
        if StagePlan.needed_for(stage) and plan is None and not retiring_as_planned:
            raise Refused(
                customers="Say how many customers are on it.",
                ends_on="Say which day is its last.",
            )
        product.stage = stage
        product.save(update_fields=["stage"])
        change = _note_stage(actor, product, reason.strip())
        if plan is not None and StagePlan.needed_for(stage):
            write_plan(actor, change, plan)
        return change


def _note_stage(actor: Member, product: Product, reason: str) -> StageChange:
    return StageChange.objects.create(
        product=product, stage=product.stage, changed_on=clock.today(), changed_by=actor, reason=reason
    )


def _shape(actor: Member) -> None:
    if not policies.may_shape_portfolio(actor):
        raise NotAllowed("Lines and products are made by owners and heads of product.")
