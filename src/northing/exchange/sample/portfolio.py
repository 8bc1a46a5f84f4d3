"""What Tarnbrook's products are for, what they bring and cost, what may go wrong, and how one of them ends."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from northing.exchange.sample.market import look_around
from northing.exchange.sample.moments import act
from northing.exchange.sample.past import SEED
from northing.exchange.sample.stakes import ENDING, OUTCOMES, REGULATIONS, RISKS, ROLES, RoleOf
from northing.organisation.models import Member
from northing.portfolio import commands
from northing.portfolio.commands import WindingDown
from northing.portfolio.models import Amount, InvestmentClass, Product, quarter_of
from northing.portfolio.queries.money import quarters_before

PURPOSES = (("Grow", 45), ("Keep running", 25), ("Fix", 15), ("Explore", 15))
QUARTERS = 13  # of revenue that are over
SPENT_A_QUARTER = 2_400_000
BUDGET_AHEAD = 2
THOUSAND = Decimal(1000)
WOBBLE = 0.008  # of a quarter's revenue, around its trend


def run_the_business(
    *,
    now: datetime,
    start: datetime,
    head: Member,
    people: Mapping[str, Member],
    products: Mapping[str, Product],
) -> None:
    """Roles and purposes from the start; money as its quarters ended; what is noted today in the last weeks."""
    purposes = [
        act(start, commands.create_class, actor=head, name=name, target=target) for name, target in PURPOSES
    ]
    for name, role in ROLES.items():
        act(start, commands.change_product, actor=head, product=products[name], **_said(role, now.date()))
    this = quarter_of(now.date())
    for back in range(QUARTERS, -BUDGET_AHEAD, -1):
        quarter = quarters_before(this, back)
        known = datetime.combine(quarters_before(quarter, -1), now.timetz()) + timedelta(days=6)
        amounts = list(_amounts(products, purposes, quarter, back))
        act(min(now, max(start, known)), commands.bring_amounts, actor=head, amounts=amounts)
    _note(now, head, people, products)
    look_around(now=now, head=head, people=people, products=products)


def _said(role: RoleOf, today: date) -> dict[str, Any]:
    return {
        "role_title": role.title,
        "role_text": role.text,
        "horizon": role.horizon,
        "investment_target": role.investment,
        "attention_target": role.attention,
        "attractiveness": Decimal(str(role.attractiveness)),
        "strength": Decimal(str(role.strength)),
        "sold_since": date(today.year - role.years_sold, 3, 1) if role.years_sold else None,
        "next_review_on": today + timedelta(days=role.review_in),
    }


def _amounts(
    products: Mapping[str, Product], purposes: Sequence[InvestmentClass], quarter: date, back: int
) -> list[Amount]:
    """What each product brought and cost in the quarter so many before this one; not over: only the plan."""
    over, made = back >= 1, []
    for name, role in ROLES.items():
        brought = _revenue(role, back)
        if brought is not None:
            plan = (brought * Decimal("0.98")).quantize(THOUSAND)
            made.append(Amount(products[name], quarter, None, plan, brought if over else None))
        for purpose, share in zip(purposes, role.mix, strict=True):
            cost = Decimal(SPENT_A_QUARTER * role.spent * share // 10_000).quantize(THOUSAND)
            plan = Decimal(SPENT_A_QUARTER * role.investment * (purpose.target or 0) // 10_000)
            made.append(Amount(products[name], quarter, purpose, plan, cost if over else None))
    return made


def _revenue(role: RoleOf, back: int) -> Decimal | None:
    """A year's revenue of today, taken back by its growth, which slowed by the same points each quarter."""
    if not role.revenue or back > role.years_sold * 4:
        return None
    slowing = role.slowing / 100
    growth = role.growth / 100 - 3 * slowing  # of the present; the last year's lies that much above it
    amount = role.revenue * 1_000_000 / 4 * (1 + role.growth / 100) ** (1.5 / 4)
    for step in range(1, back):
        amount /= (1 + growth + slowing * step) ** 0.25
    if back < 1:
        return Decimal(round(amount * (1 + growth) ** ((1 - back) / 4) / 1000)) * THOUSAND
    wobble = np.random.default_rng([SEED, back, len(role.title)]).normal(1, WOBBLE)
    return Decimal(round(amount * wobble / 1000)) * THOUSAND


def _note(now: datetime, head: Member, people: Mapping[str, Member], products: Mapping[str, Product]) -> None:
    today = now.date()
    for outcome in OUTCOMES:
        act(
            now - timedelta(days=150),
            commands.note,
            actor=head,
            product=products[outcome.product],
            kind="outcome",
            name=outcome.name,
            measure=outcome.measure,
            stands_at=outcome.stands_at,
            target=outcome.target,
            due_on=date(today.year, 12, 31),
        )
    for place, risk in enumerate(RISKS):
        act(
            now - timedelta(days=90 - 4 * place),
            commands.note,
            actor=head,
            product=products[risk.product],
            kind="risk",
            name=risk.name,
            likelihood=risk.likelihood,
            severity=risk.severity,
            owner=people[risk.owner],
            next_step=risk.next_step,
        )
    for product, name, days, asks_for in REGULATIONS:
        act(
            now - timedelta(days=200),
            commands.note,
            actor=head,
            product=products[product],
            kind="regulation",
            name=name,
            applies_on=today + timedelta(days=days),
            asks_for=asks_for,
        )
    act(
        now - timedelta(days=60),
        commands.plan_the_end,
        actor=head,
        product=products[ENDING.product],
        plan=WindingDown(
            customers=ENDING.customers,
            revenue=Decimal(ENDING.revenue),
            replacement=products[ENDING.replacement],
            ends_on=today + timedelta(days=ENDING.ends_in),
            steps=[(today + timedelta(days=days), name) for days, name in ENDING.steps],
        ),
    )
