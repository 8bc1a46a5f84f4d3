"""The strategy beside itself: what changed since a day, and from one cycle to another."""

from datetime import date, timedelta

import pytest

from northing.kernel.errors import NotVisible, Refused
from northing.metrics.commands import create_metric
from northing.portfolio import commands as portfolio
from northing.strategy import commands
from northing.strategy.commands import Said
from northing.strategy.models import Level
from northing.strategy.queries.compared import Compared, Row
from tests.conftest import NOW, Clients
from tests.organisation.test_looking import happened, look_back
from tests.strategy.conftest import Strategy, number

DAY = (NOW - timedelta(days=14)).date().isoformat()


@pytest.fixture
def moved(strategy: Strategy) -> Strategy:
    """Twenty days ago all was set; then one is better, one eased, one came, one went."""
    hana, mara = strategy.world.hana, strategy.world.mara
    happened(20)
    commands.check_in(actor=mara, said=[Said(strategy.days, number("27"), 0.6, "Two large payers were late.")])
    commands.change_target(
        actor=mara,
        key_result=strategy.attach,
        target=number("34"),
        by=strategy.attach.by,
        reason="The market is slower.",
    )
    commands.add_objective(actor=hana, cycle=strategy.cycle, name="See ahead")
    commands.drop_objective(actor=hana, objective=strategy.reminders, reason="It was done last year.")
    return strategy


def compared(clients: Clients, who: str, query: str) -> Compared:
    found: Compared = clients[who].get(f"/strategy/compare/?cycle=2026&{query}").context["found"]
    return found


def row(found: Compared, name: str) -> Row:
    return next(row for row in found.rows if row.seen.name == name)


def test_it_tells_what_changed_since_a_day(moved: Strategy, clients: Clients) -> None:
    found = compared(clients, "hana", f"day={DAY}")
    days = row(found, "Median days to paid")
    assert not days.eased
    assert [(side.score, side.confidence) for side in (days.then, days.now) if side] == [(0, None), (0.5, 0.6)]
    assert row(found, "Attach rate").eased
    assert row(found, "See ahead").is_new
    assert row(found, "Reminders that work").is_gone
    assert (found.new, found.gone, found.eased) == (1, 2, 1)
    page = clients["hana"].get(f"/strategy/compare/?cycle=2026&day={DAY}&only=1").content.decode()
    assert "<s>36\u202f% by 31 Dec →</s> 34\u202f% by 31 Dec" in page


def test_nothing_changed_says_so_and_the_page_still_writes_afterwards(
    strategy: Strategy, clients: Clients
) -> None:
    happened(20)
    assert compared(clients, "hana", f"day={DAY}").changed == ()
    commands.add_objective(actor=strategy.world.hana, cycle=strategy.cycle, name="Later")
    assert [row.seen.name for row in compared(clients, "hana", f"day={DAY}").changed] == ["Later"]


def test_cycles_go_on_by_name_and_by_metric(strategy: Strategy, clients: Clients) -> None:
    hana = strategy.world.hana
    before = commands.begin_cycle(
        actor=hana, name="2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)
    )
    same = commands.add_objective(actor=hana, cycle=before, name="get customers paid faster")
    commands.add_key_result(
        actor=hana,
        objective=same,
        name="Attach rate",
        unit="%",
        baseline=number("20"),
        target=number("27"),
    )
    found = compared(clients, "vera", "other=2025")
    paid, attach = row(found, "Get customers paid faster"), row(found, "Attach rate")
    assert [(side.code, side.target[:2]) for side in (paid.then, attach.then) if side] == [
        ("O1", ""),
        ("1.1", "27"),
    ]
    assert row(found, "Reminders that work").is_new


def test_an_objective_of_another_name_goes_on_by_the_metrics_it_reads(
    strategy: Strategy, clients: Clients
) -> None:
    hana = strategy.world.hana
    metric = create_metric(actor=hana, name="Days to paid", unit="d")
    commands.change_key_result(actor=hana, key_result=strategy.days, metric=metric)
    before = commands.begin_cycle(
        actor=hana, name="2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)
    )
    renamed = commands.add_objective(actor=hana, cycle=before, name="Invoices paid sooner")
    commands.add_key_result(
        actor=hana, objective=renamed, name="Days", metric=metric, baseline=number("34"), target=number("31")
    )
    found = compared(clients, "vera", "other=2025")
    paid = row(found, "Get customers paid faster")
    assert paid.then
    assert paid.then.name == "Invoices paid sooner"
    assert not any(row.is_gone for row in found.rows)
    # What somebody says it goes on from counts for more than what it looks like.
    other = commands.add_objective(actor=hana, cycle=before, name="Less chasing")
    commands.change_objective(actor=hana, objective=strategy.paid, goes_on_from=other)
    paid = row(compared(clients, "vera", "other=2025"), "Get customers paid faster")
    assert paid.then
    assert paid.then.name == "Less chasing"


def test_an_objective_goes_on_from_one_of_an_earlier_cycle(strategy: Strategy, clients: Clients) -> None:
    hana, paid = strategy.world.hana, strategy.paid
    before = commands.begin_cycle(
        actor=hana, name="2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)
    )
    old = commands.add_objective(
        actor=hana, cycle=before, name="Secret", level=Level.PRODUCT, product=strategy.world.terminal
    )
    portfolio.change_product(actor=hana, product=strategy.world.terminal, restricted=True)
    form = {
        "name": paid.name,
        "level": paid.level,
        "ambition": paid.ambition,
        "weight": 1,
        "owner": paid.owner_id,
    }
    edit, change = f"/strategy/objectives/{paid.pk}/edit/", commands.change_objective
    clients["hana"].post(edit, form | {"goes_on_from": old.pk})
    assert f'value="{old.pk}" selected>2025: O1 Secret' in clients["hana"].get(edit).content.decode()
    assert "Goes on from" in clients["hana"].get(f"/strategy/objectives/{paid.pk}/").content.decode()
    assert "Goes on in" in clients["hana"].get(f"/strategy/objectives/{old.pk}/").content.decode()
    # Who may not know of the other reads nothing of it, and does not take the link away by saving.
    assert "Goes on from" not in clients["mara"].get(f"/strategy/objectives/{paid.pk}/").content.decode()
    clients["mara"].post(edit, form | {"why": "They ask."})
    paid.refresh_from_db()
    assert (paid.why, paid.goes_on_from) == ("They ask.", old)
    with pytest.raises(NotVisible):
        change(actor=strategy.world.mara, objective=strategy.reminders, goes_on_from=old)
    with pytest.raises(Refused, match="began before 2025"):
        change(actor=hana, objective=old, goes_on_from=paid)


def test_days_are_for_those_who_see_the_past_and_only_from_now(moved: Strategy, clients: Clients) -> None:
    assert clients["mara"].get(f"/strategy/compare/?day={DAY}").status_code == 403
    assert clients["mara"].get("/strategy/compare/").status_code == 200
    for wrong in ("soon", "2020-01-01", (NOW + timedelta(days=1)).date().isoformat()):
        assert clients["hana"].get(f"/strategy/compare/?day={wrong}").status_code == 422
    look_back(clients, "hana", 10)
    assert clients["hana"].get("/strategy/compare/").status_code == 200
    assert clients["hana"].get(f"/strategy/compare/?day={DAY}").status_code == 422
