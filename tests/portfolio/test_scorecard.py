"""The scorecard: what it says of a product, how its money comes in, and how its end is planned."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from northing.insight import commands as insight
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.portfolio import commands
from northing.portfolio.commands import WindingDown
from northing.portfolio.models import Amount, Product, Revenue, Risk, StageStep
from northing.portfolio.queries.money import Income, figures, quarters_before
from northing.portfolio.slots import Users
from northing.portfolio.views.users_words import users_words
from tests.conftest import Clients, World
from tests.organisation.test_looking import happened, look_back
from tests.portfolio.test_pages import queries

IN_PLACE = {"HX-Request": "true"}
NOW = date(2026, 4, 1)
END = WindingDown(customers=12, ends_on=date(2027, 3, 31), steps=[(date(2026, 9, 30), "Read only")])


def grow(world: World, product: Product, yearly: list[int]) -> None:
    """Revenue of the last quarters, the earliest first, in thousands."""
    first = len(yearly)
    commands.bring_amounts(
        actor=world.hana,
        amounts=[
            Amount(product, quarters_before(NOW, first - place), actual=Decimal(1000 * amount))
            for place, amount in enumerate(yearly)
        ],
    )


def spend(world: World, product: Product, **purposes: int) -> None:
    known = {row.name: row for row in figures([]).classes}
    for name, amount in purposes.items():
        kind = known.get(name) or commands.create_class(actor=world.hana, name=name, target=50)
        commands.set_amount(
            actor=world.hana,
            product=product,
            starts_on=date(2026, 2, 3),
            field="actual",
            amount=Decimal(amount),
            purpose=kind,
        )


def page(clients: Clients, product: Product, who: str = "vera", query: str = "") -> str:
    return clients[who].get(f"/portfolio/products/{product.pk}/{query}").content.decode()


def test_a_quarter_that_had_nothing_before_has_no_growth() -> None:
    sold = [0.0, 100.0, 100.0, 100.0, 50.0, 130.0]
    quarters = tuple((date(2025 + at // 4, at % 4 * 3 + 1, 1), amount) for at, amount in enumerate(sold))
    assert Income(quarters).growths == (pytest.approx(0.3),)


def test_growth_shares_and_the_mix_come_from_the_amounts(world: World, clients: Clients) -> None:
    grow(world, world.billing, [100] * 4 + [130] * 4)
    grow(world, world.terminal, [100] * 4 + [70] * 4)
    spend(world, world.billing, Grow=30, Fix=10)
    spend(world, world.terminal, Grow=0, Fix=60)
    found = figures([world.billing, world.terminal])
    assert found.income(world.billing).growth == pytest.approx(0.3)
    assert found.share_of_revenue(world.billing) == pytest.approx(0.65)
    assert found.share_before(world.billing) == pytest.approx(0.5)
    assert found.share_of_investment([world.billing]) == pytest.approx(0.4)
    assert [share for _, share in found.purposes(world.billing)] == pytest.approx([0.75, 0.25])
    text = page(clients, world.billing)
    assert "65\u202f%, was 50" in text
    assert "Grow: 75 percent, target 50" in text


def test_amounts_of_somebody_elses_product_are_not_brought_in_and_those_beside_them_neither(
    world: World,
) -> None:
    with pytest.raises(NotAllowed, match="The amounts of Terminal"):
        commands.bring_amounts(
            actor=world.mara,
            amounts=[Amount(product, NOW, actual=Decimal(1)) for product in (world.billing, world.terminal)],
        )
    assert not Revenue.objects.exists()


def test_a_product_does_not_replace_itself(world: World) -> None:
    with pytest.raises(Refused, match="does not replace itself"):
        commands.change_stage(
            actor=world.mara,
            product=world.billing,
            stage="decline",
            reason="Fewer each year",
            plan=replace(END, replacement=world.billing),
        )


def test_a_product_whose_growth_slows_says_when_it_may_mature(world: World, clients: Clients) -> None:
    commands.change_stage(actor=world.mara, product=world.billing, stage="growth", reason="It doubled")
    grow(world, world.billing, [100, 100, 100, 100, 160, 157, 155, 151, 232, 223, 215, 205])
    assert "a quarter. At that pace it reaches Maturity" in page(clients, world.billing)
    assert "at the earliest" not in page(clients, world.terminal)


def test_figures_of_a_restricted_product_are_in_nobody_elses_shares(world: World, clients: Clients) -> None:
    grow(world, world.billing, [100] * 4)
    grow(world, world.insights, [300] * 4)
    commands.change_product(actor=world.hana, product=world.insights, restricted=True)
    assert "25\u202f%" in page(clients, world.billing, "hana")
    assert "100\u202f%" in page(clients, world.billing, "vera")


def test_a_cell_is_typed_in_where_it_stands_and_emptied_again(world: World, clients: Clients) -> None:
    address = f"/portfolio/products/{world.billing.pk}/money/2026-01-01/revenue/actual/"
    assert clients["mara"].post(address, {"amount": "1.2m"}, headers=IN_PLACE).status_code == 200
    assert Revenue.objects.get().actual == 1_200_000
    assert "€1.20m" in clients["vera"].get(f"/portfolio/products/{world.billing.pk}/money/").content.decode()
    assert clients["mara"].post(address, {"amount": "much"}, headers=IN_PLACE).status_code == 422
    clients["mara"].post(address, {"amount": ""}, headers=IN_PLACE)
    assert Revenue.objects.get().actual is None
    assert clients["mara"].get(address.replace("revenue", "999")).status_code == 404


def test_risks_stand_by_weight_and_go_when_they_are_closed(world: World, clients: Clients) -> None:
    address = f"/portfolio/products/{world.billing.pk}/noted/risk/"
    for name, likelihood, severity in (("Small", 1, 1), ("Large", 3, 3), ("Middle", 2, 2), ("Fourth", 1, 2)):
        said = {"name": name, "likelihood": likelihood, "severity": severity, "owner": world.mara.pk}
        assert clients["mara"].post(address, said, headers=IN_PLACE).status_code == 200
    text = page(clients, world.billing)
    assert text.index("Large") < text.index("Middle")
    assert "All 4" in text
    assert "Small" not in text
    assert "Small" in page(clients, world.billing, query="?risks=all")
    small = Risk.objects.get(name="Small")
    clients["mara"].post(
        f"{address}{small.pk}/", {"name": "Small", "likelihood": 1, "severity": 1, "gone": "on"}
    )
    assert not Risk.objects.filter(name="Small").exists()


def test_a_decline_asks_for_a_plan(world: World, clients: Clients) -> None:
    with pytest.raises(Refused, match="customers"):
        commands.change_stage(actor=world.mara, product=world.billing, stage="decline", reason="Fewer")
    address = f"/portfolio/products/{world.billing.pk}/"
    said = {"stage": "decline", "reason": "Fewer", "customers": 12, "ends_on": "2027-03-31"}
    wrong = clients["mara"].post(f"{address}stage/", said | {"steps": "soon"}, headers=IN_PLACE)
    assert "is no step" in wrong.content.decode()
    clients["mara"].post(f"{address}stage/", said | {"steps": "30 Sep 2026: Read only"}, headers=IN_PLACE)
    assert "12 customers on it" in page(clients, world.billing)
    step = StageStep.objects.get()
    clients["mara"].post(f"{address}end/{step.pk}/")
    step.refresh_from_db()
    assert step.done_on is not None
    assert commands.change_stage(actor=world.mara, product=world.billing, stage="retired", reason="Done")


def test_a_changed_plan_keeps_the_steps_that_are_done(world: World) -> None:
    commands.change_stage(actor=world.mara, product=world.billing, stage="decline", reason="Fewer", plan=END)
    commands.finish_step(actor=world.mara, step=StageStep.objects.get())
    later = WindingDown(customers=9, ends_on=date(2027, 6, 30), steps=[(date(2027, 6, 30), "Off")])
    plan = commands.plan_the_end(actor=world.mara, product=world.billing, plan=later)
    assert [step.name for step in plan.steps.all()] == ["Read only", "Off"]


def test_more_amounts_and_risks_need_no_more_queries(world: World, clients: Clients) -> None:
    address = f"/portfolio/products/{world.billing.pk}/"
    grow(world, world.billing, [100] * 8)
    spend(world, world.billing, Grow=1)
    before = queries(clients, address), queries(clients, f"{address}money/")
    grow(world, world.billing, [100] * 20)
    spend(world, world.terminal, Fix=3, Run=4)
    for number in range(5):
        commands.note(actor=world.mara, product=world.billing, kind="risk", name=f"Risk {number}")
        commands.note(actor=world.mara, product=world.billing, kind="outcome", name=f"Outcome {number}")
    assert (queries(clients, address), queries(clients, f"{address}money/")) == before


def test_pages_are_shown_as_they_were_on_a_past_day(world: World, clients: Clients) -> None:
    commands.note(actor=world.mara, product=world.billing, kind="risk", name="A bank leaves")
    happened(60)
    commands.note(actor=world.mara, product=world.billing, kind="risk", name="Too late to matter")
    happened(20)
    look_back(clients, "hana", 30)
    text = page(clients, world.billing, "hana")
    assert "A bank leaves" in text
    assert "Too late to matter" not in text
    for address in ("", "stages/", "intake/", "market/", "purposes/", f"products/{world.billing.pk}/money/"):
        assert clients["hana"].get(f"/portfolio/{address}").status_code == 200
    assert clients["hana"].get("/people/load/").status_code == 200


def test_who_came_and_left_is_counted_from_the_record(world: World, clients: Clients) -> None:
    names = ("Stays", "Leaves", "Comes back", "Is merged")
    rows = {name: insight.create_customer(actor=world.mara, name=name) for name in names}
    for row in rows.values():
        insight.say_what_they_use(actor=world.mara, customer=row, products=[world.billing.pk])
    insight.say_what_they_use(actor=world.mara, customer=rows["Comes back"], products=[])
    happened(400)
    insight.say_what_they_use(actor=world.mara, customer=rows["Leaves"], products=[])
    new = insight.create_customer(actor=world.mara, name="New")
    for row in (rows["Comes back"], new):
        insight.say_what_they_use(actor=world.mara, customer=row, products=[world.billing.pk])
    insight.merge(actor=world.hana, kept=new, gone=rows["Is merged"])
    happened(20)
    users = clients["vera"].get(f"/portfolio/products/{world.billing.pk}/").context["users"]
    assert (users.before, users.now) == (3, 3)
    assert dict(users.parts) == {"new": 0, "kept": 2, "back": 1, "lost": 1}
    assert users.ratio == "1.0 came for each that left."
    assert users.spread == ""


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ((1, 2, 4, 6, 7, 5, 3, 2), "to about 31 customers"),
        ((1, 2, 3, 5, 8, 12, 18, 26), "cannot be told yet"),
        ((1, 2, 3), ""),
    ],
)
def test_how_far_a_product_spreads_is_said_only_where_its_customers_tell(
    came: tuple[int, ...], said: str
) -> None:
    days = [
        quarters_before(NOW, len(came) - quarter) for quarter, count in enumerate(came) for _ in range(count)
    ]
    everybody = frozenset(range(len(days)))
    with clock.frozen(datetime(2026, 5, 31, tzinfo=UTC)):
        told = users_words(Users(NOW, frozenset(), everybody, frozenset(), tuple(days)))
        unknown = users_words(Users(NOW, frozenset(), everybody, frozenset()))
    assert told is not None
    assert said in told.spread
    assert bool(said) == bool(told.spread)
    assert unknown is not None
    assert unknown.spread == ""
