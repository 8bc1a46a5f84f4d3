"""Columns of the grid: chosen, put in order, and those of the organisation's own fields."""

import re

import pytest

from northing.insight import commands as insight
from northing.insight.models import Opportunity
from northing.organisation import commands as organisation
from northing.planning import commands, prioritising
from northing.planning.queries.prioritise.filter import PrioritiseFilter
from tests.conftest import Clients, World
from tests.planning.prioritise.conftest import Weighed

PAGE = "/plan/prioritise/"
USUAL = ["name", "revenue", "reach", "impact", "confidence", "effort", "score", "top"]


@pytest.fixture
def sized(weighed: Weighed, world: World) -> Weighed:
    """A field of one name for features and for problems."""
    for about in ("feature", "opportunity"):
        organisation.add_custom_field(
            actor=world.hana, about=about, kind="choice", name="Market", choices=["Home", "Abroad"]
        )
    for feature, market in ((weighed.tokens, "Abroad"), (weighed.offline, "Home")):
        commands.change_feature(actor=world.hana, feature=feature, custom={"market": market})
    problem = Opportunity.objects.get(pk=weighed.refund.pk)
    insight.change_opportunity(actor=world.hana, opportunity=problem, custom={"market": "Home"})
    return weighed


def columns(page: str) -> list[str]:
    """Of the first row."""
    row = page.partition('<tr class="it')[2].partition("</tr>")[0]
    return re.findall(r'data-(?:cell|still)="([^"]+)"', row)


def names(world: World, query: str) -> list[str]:
    return [row.candidate.name for row in prioritising.board(world.hana, PrioritiseFilter.parse(query)).shown]


def test_columns_stand_as_they_were_ordered(clients: Clients, weighed: Weighed) -> None:
    def shown(query: str) -> list[str]:
        return columns(clients["mara"].get(f"{PAGE}?{query}").content.decode())

    assert shown("") == USUAL
    assert shown("columns=score,team,reach") == ["name", "score", "team", "reach"]
    assert shown("columns=score,value,team") == ["name", "score", *USUAL[2:6], "team"]


def test_a_view_keeps_its_columns(clients: Clients, weighed: Weighed) -> None:
    clients["mara"].post(f"{PAGE}views/?columns=top,team&sort=team", {"name": "By team"})
    saved = next(view for view in clients["mara"].get(PAGE).context["saved"] if view.name == "By team")
    assert columns(clients["mara"].get(f"{PAGE}?{saved.query}").content.decode()) == ["name", "top", "team"]


def test_the_dialog_offers_what_is_shown_first_and_in_its_order(clients: Clients, sized: Weighed) -> None:
    page = clients["mara"].get(f"{PAGE}columns/?columns=top,reach&q=mode").content.decode()
    offered = re.findall(r'name="columns" value="([^"]+)"( checked)?', page)
    assert offered[:2] == [("top", " checked"), ("reach", " checked")]
    assert ("custom.market", "") in offered
    assert 'name="q" value="mode"' in page


def test_own_fields_are_columns_filters_and_orders(clients: Clients, sized: Weighed, world: World) -> None:
    page = clients["hana"].get(f"{PAGE}?columns=custom.market").content.decode()
    assert columns(page) == ["name", "custom.market"]
    assert page.count(">Home<") == 2
    assert names(world, "custom.market=Home") == ["Refund a part", "Offline mode"]
    assert names(world, "custom.market=-") == ["Cash view"]
    assert names(world, "sort=custom.market") == [
        "Refund a part",
        "Offline mode",
        "Network tokens",
        "Cash view",
    ]
    assert names(world, "sort=-custom.market")[0] == "Network tokens"
    assert names(world, "custom.gone=Home") == names(world, "")
    assert 'name="custom.market"' in clients["hana"].get(f"{PAGE}filters/").content.decode()


def test_rows_that_come_again_have_the_columns_that_are_shown(clients: Clients, weighed: Weighed) -> None:
    at = f"http://tarn.example{PAGE}?columns=reach,team"
    headers = {"HX-Request": "true", "HX-Current-URL": at}
    answer = clients["mara"].post(f"{PAGE}again/", {"selected": weighed.first}, headers=headers)
    assert columns(answer.content.decode()) == ["name", "reach", "team"]
