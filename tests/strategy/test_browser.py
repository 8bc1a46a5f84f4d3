"""The strategy map in a real browser: folded and checked by key, without barriers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from northing.organisation.models import Member
from northing.planning import commands as planning
from northing.portfolio.models import Product
from northing.strategy import commands
from northing.strategy.commands import Said
from northing.strategy.models import KeyResult
from tests.browsing import Visit, flaws

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fill() -> list[KeyResult]:
    """An objective of mara's with two key results; a feature is built for the second."""
    hana, mara = Member.objects.get(name="Hana Sato"), Member.objects.get(name="Mara Lind")
    cycle = commands.begin_cycle(
        actor=hana,
        name="This year",
        starts_on=date.today() - timedelta(days=100),
        ends_on=date.today() + timedelta(days=200),
    )
    paid = commands.add_objective(actor=hana, cycle=cycle, name="Get paid faster", owner=mara)
    rows = [
        commands.add_key_result(
            actor=mara, objective=paid, name=name, baseline=Decimal(0), target=Decimal(10), unit="d"
        )
        for name in ("Days to paid", "Attach rate")
    ]
    feature = planning.create_feature(
        actor=hana, name="Smart reminders", product=Product.objects.get(name="Billing")
    )
    planning.aim(actor=hana, feature=feature, objective=paid, key_result=rows[1])
    commands.check_in(actor=mara, said=[Said(row, Decimal(3), 0.6, "Begun") for row in rows])
    return rows


def test_the_map_is_walked_folded_and_checked_by_key(visit: Visit) -> None:
    days, attach = fill()
    page = visit(f"/strategy/?open=o{days.objective_id}", as_="mara")
    assert flaws(page) == []
    feature = page.locator(".l4", has_text="Smart reminders")
    expect(feature).to_be_visible()
    page.locator(f"[data-id=k{attach.pk}]").focus()
    page.keyboard.press("ArrowLeft")
    expect(feature).to_be_hidden()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(feature).to_be_hidden()
    page.locator(f"[data-id=o{days.objective_id}]").focus()
    page.keyboard.press("*")
    expect(feature).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#panel h2.big")).to_have_text("Days to paid")
    page.keyboard.press("i")
    dialog = page.locator("dialog[open]")
    dialog.locator("input[name^=value]").fill("4")
    dialog.locator("input[name^=confidence]").fill("70")
    dialog.locator("input[name^=sentence]").fill("Two payers caught up")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Checked in on Days to paid")
    page.goto(f"/strategy/objectives/{days.objective_id}/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("Two payers caught up")
    assert flaws(page) == []
