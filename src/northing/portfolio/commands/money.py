"""Budgets and what became of them, the purposes of money, and the rules that figures are read by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max

from northing.kernel.errors import NotAllowed, Refused
from northing.kernel.rows import apply, check
from northing.organisation.history import recorded
from northing.organisation.models import Member
from northing.portfolio import policies
from northing.portfolio.commands.rows import locked
from northing.portfolio.models import (
    Amount,
    InvestmentClass,
    PortfolioRules,
    Product,
    Quarter,
    Revenue,
    Spending,
    quarter_of,
)

Row = Revenue | Spending


@dataclass(frozen=True, slots=True)
class Brought:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


def set_amount(
    *,
    actor: Member,
    product: Product,
    starts_on: date,
    field: str,
    amount: Decimal | None,
    purpose: InvestmentClass | None = None,
) -> Row:
    """One cell: budget or actual of a quarter, for a purpose or as revenue; None empties it."""
    with recorded(actor=actor, command="portfolio.set_amount"):
        product = locked(actor, product)
        starts_on = quarter_of(starts_on)
        row = _rows(purpose).filter(product=product, starts_on=starts_on).first()
        row = row or _made(product, starts_on, purpose)
        setattr(row, field, amount)
        check(row)
        row.save()
    return row


def bring_amounts(*, actor: Member, amounts: Sequence[Amount]) -> Brought:
    """Many at once, all or none; what is the same already is left alone."""
    with recorded(actor=actor, command="portfolio.bring_amounts"):
        for product in {amount.product.pk: amount.product for amount in amounts}.values():
            if not policies.may_change_product(actor, product):
                raise NotAllowed(f"The amounts of {product.name} are set by its owner and the heads.")
        known: dict[Quarter, Row] = {_key_of(row): row for row in _known(amounts)}
        created, updated = [], []
        for amount in amounts:
            row = known.get(amount.key)
            fresh = row is None
            if row is None:
                row = known[amount.key] = _made(amount.product, amount.starts_on, amount.purpose)
                created.append(row)
            if _take(row, amount) and not fresh:
                updated.append(row)
        _save(Revenue, created, updated)
        _save(Spending, created, updated)
    return Brought(len(created), len(updated), len(amounts) - len(created) - len(updated))


def _save(kind: Any, created: list[Row], updated: list[Row]) -> None:
    kind.objects.bulk_create([row for row in created if isinstance(row, kind)], batch_size=1000)
    changed = [row for row in updated if isinstance(row, kind)]
    kind.objects.bulk_update(changed, ["budget", "actual"], batch_size=1000)


def _rows(purpose: InvestmentClass | None) -> Any:
    return Spending.objects.filter(purpose=purpose) if purpose else Revenue.objects


def _made(product: Product, starts_on: date, purpose: InvestmentClass | None) -> Row:
    if purpose:
        return Spending(product=product, starts_on=starts_on, purpose=purpose)
    return Revenue(product=product, starts_on=starts_on)


def _known(amounts: Iterable[Amount]) -> list[Row]:
    products = {amount.product.pk for amount in amounts}
    return [
        *Revenue.objects.select_for_update().filter(product__in=products),
        *Spending.objects.select_for_update().filter(product__in=products),
    ]


def _key_of(row: Row) -> Quarter:
    return row.product_id, row.starts_on, row.purpose_id if isinstance(row, Spending) else None


def _take(row: Row, amount: Amount) -> bool:
    """Write what is said into the row; does that change it?"""
    said = {name: getattr(amount, name) for name in ("budget", "actual")}
    new = {name: value for name, value in said.items() if value is not None and value != getattr(row, name)}
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)


def create_class(*, actor: Member, name: str, target: int | None = None) -> InvestmentClass:
    with recorded(actor=actor, command="portfolio.create_class"):
        _decide(actor)
        last = InvestmentClass.objects.aggregate(last=Max("position"))["last"]
        row = InvestmentClass(name=name.strip(), target=target, position=0 if last is None else last + 1)
        check(row)
        row.save(force_insert=True)
    return row


def change_class(*, actor: Member, row: InvestmentClass, **changes: Any) -> InvestmentClass:
    with recorded(actor=actor, command="portfolio.change_class"):
        _decide(actor)
        apply(row, changes)
    return row


def remove_class(*, actor: Member, row: InvestmentClass) -> None:
    with recorded(actor=actor, command="portfolio.remove_class"):
        _decide(actor)
        if row.spendings.exists():
            raise Refused(f"Money was spent for {row.name}: rename it, or empty its amounts first.")
        row.delete()


def set_rules(*, actor: Member, **changes: Any) -> PortfolioRules:
    """What a person-week costs, and where the matrices are cut."""
    with recorded(actor=actor, command="portfolio.set_rules"):
        _decide(actor)
        row = PortfolioRules.objects.select_for_update().filter(pk=1).first() or PortfolioRules(pk=1)
        for name, value in changes.items():
            setattr(row, name, value)
        check(row)
        row.save()
    return row


def _decide(actor: Member) -> None:
    if not policies.may_shape_portfolio(actor):
        raise NotAllowed("Purposes, targets and rules of the portfolio are set by the heads.")
