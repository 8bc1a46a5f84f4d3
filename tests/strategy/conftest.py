"""A cycle of Tarn: one objective of the organisation and one of Billing that contributes to it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from northing.strategy import commands
from northing.strategy.models import Ambition, Cycle, KeyResult, Level, Objective, Pillar
from tests.conftest import World
from tests.keeping import kept


@dataclass
class Strategy:
    world: World
    pillar: Pillar
    cycle: Cycle
    paid: Objective
    """The organisation's, mara's: days to paid from 30 to 24, attach rate from 27 to 36."""
    days: KeyResult
    attach: KeyResult
    reminders: Objective
    """Billing's, committed; contributes to `paid`."""
    sent: KeyResult


def number(text: str) -> Decimal:
    return Decimal(text)


@pytest.fixture
@kept
def strategy(world: World) -> Strategy:
    hana, mara = world.hana, world.mara
    commands.say_vision(actor=hana, text="Nobody chases an invoice by hand.")
    pillar = commands.add_pillar(actor=hana, name="Get paid", promise="Money arrives when it is due")
    cycle = commands.begin_cycle(
        actor=hana, name="2026", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    paid = commands.add_objective(
        actor=hana, cycle=cycle, name="Get customers paid faster", pillar=pillar, owner=mara
    )
    days = commands.add_key_result(
        actor=mara,
        objective=paid,
        name="Median days to paid",
        unit="d",
        decimals=1,
        baseline=number("30"),
        target=number("24"),
    )
    attach = commands.add_key_result(
        actor=mara,
        objective=paid,
        name="Attach rate",
        unit="%",
        baseline=number("27"),
        target=number("36"),
    )
    reminders = commands.add_objective(
        actor=mara,
        cycle=cycle,
        name="Reminders that work",
        level=Level.PRODUCT,
        product=world.billing,
        ambition=Ambition.COMMITTED,
        contributes_to=[paid],
    )
    sent = commands.add_key_result(
        actor=mara, objective=reminders, name="Reminders answered", baseline=number("0"), target=number("10")
    )
    return Strategy(world, pillar, cycle, paid, days, attach, reminders, sent)
