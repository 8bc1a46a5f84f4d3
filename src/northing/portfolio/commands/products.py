"""Lines and products, and the steps of their lives."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model

from northing.kernel import clock
from northing.kernel.errors import NotAllowed, NotVisible, Refused
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.organisation.restoring import value_of
from northing.portfolio import policies
from northing.portfolio.models import Product, ProductLine, Stage, StageChange

# What the owner of a product may say about it; the rest is the heads' to decide.
BY_OWNER = frozenset({"name", "public_name", "description", "business_role"})
BY_HEADS = BY_OWNER | {"line", "owner", "restricted"}
OF_A_LINE = frozenset({"name", "mark", "owner", "description", "position"})


def create_line(*, actor: Member, name: str, **fields: Any) -> ProductLine:
    with recorded(actor=actor, command="portfolio.create_line"):
        _shape(actor)
        last = ProductLine.objects.aggregate(last=Max("position"))["last"] or 0
        line = ProductLine(name=name.strip(), **{"position": last + 1} | fields)
        _check(line)
        line.save(force_insert=True)
    return line


def change_line(*, actor: Member, line: ProductLine, reason: str = "", **changes: Any) -> ProductLine:
    if unknown := changes.keys() - OF_A_LINE:
        raise TypeError(f"A line has no changeable {', '.join(sorted(unknown))}.")
    with recorded(actor=actor, command="portfolio.change_line", reason=reason):
        _shape(actor)
        line = ProductLine.objects.select_for_update().get(pk=line.pk)
        _apply(line, changes)
    return line


def create_product(
    *, actor: Member, name: str, stage: str = Stage.CONCEPT, reason: str = "Created", **fields: Any
) -> Product:
    """A new product begins its life with a first row of its stages."""
    with recorded(actor=actor, command="portfolio.create_product", reason=reason):
        _shape(actor)
        product = Product(name=name.strip(), stage=stage, **fields)
        _check(product)
        product.save(force_insert=True)
        _note_stage(actor, product, reason)
    return product


def change_product(*, actor: Member, product: Product, reason: str = "", **changes: Any) -> Product:
    """Change the named fields; the stage has a command of its own, since it asks for a reason."""
    if unknown := changes.keys() - BY_HEADS:
        raise TypeError(f"A product has no changeable {', '.join(sorted(unknown))}.")
    with recorded(actor=actor, command="portfolio.change_product", reason=reason):
        product = _locked(actor, product)
        allowed = BY_HEADS if actor.runs_the_place else BY_OWNER
        if changes.keys() - allowed:
            raise NotAllowed("A head of product decides on line, owner and who may know of it.")
        _apply(product, changes)
    return product


def restore_product_field(*, actor: Member, row: Product, field: str, value: Any, reason: str = "") -> Product:
    """One field, as history brings it back; for a relation the value is the other row's id."""
    return change_product(actor=actor, product=row, reason=reason, **{field: value_of(Product, field, value)})


def restore_line_field(
    *, actor: Member, row: ProductLine, field: str, value: Any, reason: str = ""
) -> ProductLine:
    return change_line(actor=actor, line=row, reason=reason, **{field: value_of(ProductLine, field, value)})


def change_stage(*, actor: Member, product: Product, stage: str, reason: str) -> StageChange:
    """Move a product along its life, with why: people will ask for years."""
    with recorded(actor=actor, command="portfolio.change_stage", reason=reason):
        product = _locked(actor, product)
        if not reason.strip():
            raise Refused(reason="A change of stage needs a reason.")
        if stage not in Stage.values:
            raise Refused(stage=f"{stage!r} is none of {', '.join(Stage.values)}.")
        if stage == product.stage:
            raise Refused(stage=f"{product.name} is in {product.get_stage_display()} already.")
        product.stage = stage
        product.save(update_fields=["stage"])
        return _note_stage(actor, product, reason.strip())


def _note_stage(actor: Member, product: Product, reason: str) -> StageChange:
    return StageChange.objects.create(
        product=product, stage=product.stage, changed_on=clock.today(), changed_by=actor, reason=reason
    )


def _shape(actor: Member) -> None:
    if not policies.may_shape_portfolio(actor):
        raise NotAllowed("Lines and products are made by owners and heads of product.")


def _locked(actor: Member, product: Product) -> Product:
    mine = Product.objects.visible_to(actor).select_related("owner").select_for_update(of=("self",))
    found = mine.filter(pk=product.pk).first()
    if found is None:
        raise NotVisible
    if not policies.may_change_product(actor, found):
        owner = found.owner.name if found.owner else "a head of product"
        raise NotAllowed(f"{found.name} is changed by {owner}.")
    return found


def _apply(row: Model, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    row.save(update_fields=list(changes))


def _check(row: Model) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        fields = {name: " ".join(messages) for name, messages in error.message_dict.items()}
        raise Refused(fields.pop("__all__", ""), **fields) from error
