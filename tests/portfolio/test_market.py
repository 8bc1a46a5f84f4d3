"""Competitors and signals: what changed this quarter, and who is told."""

from datetime import date

from northing.portfolio import commands
from northing.portfolio.models import Competitor, Rivalry, Signal
from northing.portfolio.views.matrices import Matrix
from tests.conftest import Clients, World
from tests.portfolio.test_pages import queries
from tests.portfolio.test_scorecard import grow


def note(world: World, text: str, day: date, **about: object) -> Signal:
    return commands.note_signal(actor=world.mara, text=text, seen_on=day, source="Press", **about)


def test_what_changed_this_quarter_stands_first(world: World, clients: Clients) -> None:
    rival = commands.save_competitor(actor=world.mara, name="Payla", products=[world.billing])
    note(world, "Opened in Spain", date(2026, 2, 3), competitor=rival)
    note(world, "Halved its price", date(2026, 5, 3), competitor=rival, product=world.billing)
    seen = clients["vera"].get("/portfolio/market/").context["market"]
    assert [row.signal.text for row in seen.this_quarter] == ["Halved its price"]
    assert [row.signal.text for row in seen.earlier] == ["Opened in Spain"]
    page = clients["vera"].get(f"/portfolio/products/{world.billing.pk}/").content.decode()
    assert "Halved its price" in page
    assert "Opened in Spain" not in page


def test_nothing_is_told_of_a_restricted_product(world: World, clients: Clients) -> None:
    commands.change_product(actor=world.hana, product=world.insights, restricted=True)
    rival = commands.save_competitor(actor=world.hana, name="Payla", products=[world.insights, world.billing])
    commands.note_signal(
        actor=world.hana, text="Copies it", seen_on=date(2026, 5, 3), source="Press", product=world.insights
    )
    page = clients["mara"].get("/portfolio/market/").content.decode()
    assert "Copies it" not in page
    assert "Insights" not in page
    commands.save_competitor(actor=world.mara, competitor=rival, products=[])
    assert [rivalry.product for rivalry in rival.rivalries.all()] == [world.insights]


def test_our_share_is_told_against_the_largest_competitor(world: World, clients: Clients) -> None:
    for name in ("Payla", "Fakturo"):
        commands.save_competitor(actor=world.mara, name=name, products=[world.billing])
    grow(world, world.billing, [300] * 4)
    rows = {row.competitor.name: row for row in Rivalry.objects.select_related("competitor")}
    address = f"/portfolio/market/against/{rows['Payla'].pk}/"
    assert clients["tim"].post(address, {"revenue": "1m", "estimated_on": "2026-05-01"}).status_code == 422
    assert not Rivalry.objects.exclude(revenue=None).exists()
    said = {"estimated_on": "2026-05-01", "estimated_from": "Trade press"}
    clients["tim"].post(address, {"revenue": "1m", **said})
    clients["tim"].post(f"/portfolio/market/against/{rows['Fakturo'].pk}/", {"revenue": "0.5m", **said})
    page = clients["vera"].get(f"/portfolio/products/{world.billing.pk}/").content.decode()
    assert '<b class="num">1.2×</b> of the largest competitor’s: we lead' in page
    assert "€1.00m</span> a year (Trade press, 1 May)" in page
    clients["tim"].post(address, {"revenue": "", **said})
    assert Rivalry.objects.get(pk=rows["Payla"].pk).estimated_on is None


def test_the_matrix_shows_relative_share_where_it_is_known_for_all_that_grow(
    world: World, clients: Clients
) -> None:
    for product in (world.billing, world.insights):
        grow(world, product, [100] * 4 + [300] * 4)
        commands.save_competitor(actor=world.mara, name=f"Rival of {product}", products=[product])
    first, second = Rivalry.objects.order_by("pk")
    said = {"estimated_on": "2026-05-01", "estimated_from": "Trade press"}

    def told(rivalry: Rivalry, revenue: str) -> Matrix:
        clients["tim"].post(f"/portfolio/market/against/{rivalry.pk}/", {"revenue": revenue, **said})
        found: Matrix = clients["hana"].get("/portfolio/").context["share_growth"]
        return found

    one = told(first, "2.4m")
    assert one.axis == "share of our revenue, as 1 of 2 largest competitors are estimated"
    both = told(second, "0.6m")
    assert both.axis == "share relative to the largest competitor"
    assert "Billing: 0.5×" in both.sentence
    assert "Insights: 2×" in both.sentence
    assert [tick.text for tick in both.across if tick.at == both.cuts_x[0]] == ["1×"]


def test_a_competitor_is_removed_with_what_was_seen_of_it(world: World, clients: Clients) -> None:
    rival = commands.save_competitor(actor=world.mara, name="Payla", products=[])
    note(world, "Opened in Spain", date(2026, 5, 3), competitor=rival)
    clients["tim"].post(f"/portfolio/market/competitors/{rival.pk}/", {"name": "Payla", "gone": "on"})
    assert not Competitor.objects.exists()
    assert not Signal.objects.exists()


def test_more_of_the_market_needs_no_more_queries(world: World, clients: Clients) -> None:
    def fill(first: int) -> None:
        for number in range(first, first + 5):
            rival = commands.save_competitor(
                actor=world.mara, name=f"Rival {number}", products=[world.billing, world.terminal]
            )
            note(world, f"Seen {number}", date(2026, 5, 3), competitor=rival, product=world.billing)

    fill(0)
    before = queries(clients, "/portfolio/market/")
    fill(5)
    assert queries(clients, "/portfolio/market/") == before
