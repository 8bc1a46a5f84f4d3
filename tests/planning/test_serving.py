"""Features and the customer problems that they would serve."""

from decimal import Decimal

import pytest

from northing.insight import commands as insight
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.insight.queries.opportunity_list import opportunity_list
from northing.kernel.errors import NotAllowed, NotVisible
from northing.planning import commands
from northing.planning.models import Feature, FeatureOpportunity
from northing.planning.queries.serving import served_by
from northing.portfolio.models import Product
from tests.conftest import Clients, World
from tests.insight.opportunities.test_list import asks, customer, problem

pytestmark = pytest.mark.django_db


def feature(world: World, name: str = "Partial refund", product: Product | None = None) -> Feature:
    return commands.create_feature(actor=world.hana, name=name, product=product or world.billing)


def test_each_customer_of_all_problems_of_a_feature_counts_once(world: World) -> None:
    made, brandt = feature(world), customer(world, "Brandt", 900)
    for name in ("Refund", "Credit"):
        served = problem(world, name)
        asks(world, brandt, served)
        commands.serve(actor=world.mara, feature=made, opportunity=served)
    found = served_by(world.tim, made.pk)
    assert (found.pieces, found.customers, found.revenue) == (2, 1, Decimal(900))


def test_what_no_feature_would_serve_is_found_and_said(world: World, clients: Clients) -> None:
    refund, other = problem(world, "Refund"), problem(world, "Offline")
    made = feature(world)
    commands.serve(actor=world.mara, feature=made, opportunity=refund)
    commands.serve(actor=world.mara, feature=made, opportunity=refund, note="Most")
    assert FeatureOpportunity.objects.get().note == "Most"
    found = opportunity_list(world.mara, OpportunityFilter(unserved=True))
    assert [row.opportunity for row in found.rows] == [other]
    page = clients["vera"].get("/insight/opportunities/").content.decode()
    assert "1 feature" in page
    assert "no feature" in page
    assert "Partial refund" in clients["vera"].get(f"/insight/opportunities/{refund.pk}/").content.decode()


def test_a_restricted_feature_serves_nothing_for_who_may_not_see_it(world: World) -> None:
    vault = Product.objects.create(name="Vault", owner=world.oscar, restricted=True)
    refund = problem(world, "Refund")
    commands.serve(actor=world.hana, feature=feature(world, "Hidden", product=vault), opportunity=refund)
    [seen], [hidden] = (opportunity_list(who, OpportunityFilter()).rows for who in (world.hana, world.mara))
    assert (seen.features, hidden.features) == (1, 0)


def test_only_who_may_change_the_feature_links_it(world: World) -> None:
    refund, made = problem(world, "Refund"), feature(world)
    with pytest.raises(NotAllowed):
        commands.serve(actor=world.oscar, feature=made, opportunity=refund)
    link = commands.serve(actor=world.mara, feature=made, opportunity=refund)
    with pytest.raises(NotAllowed):
        commands.stop_serving(actor=world.vera, link=link)
    commands.stop_serving(actor=world.mara, link=link)
    with pytest.raises(NotVisible):
        commands.stop_serving(actor=world.mara, link=link)


def test_merged_problems_bring_their_features_and_take_them_back(world: World) -> None:
    kept, gone = problem(world, "Refund"), problem(world, "Refund a part")
    shared, own = feature(world, "Shared"), feature(world, "Own")
    for made, of in ((shared, kept), (shared, gone), (own, gone)):
        commands.serve(actor=world.hana, feature=made, opportunity=of)
    done = insight.merge(actor=world.mara, kept=kept, gone=gone)
    assert {link.feature.name for link in FeatureOpportunity.objects.filter(opportunity=kept)} == {
        "Shared",
        "Own",
    }
    insight.unmerge(actor=world.mara, merge=done)
    assert {link.feature.name for link in FeatureOpportunity.objects.filter(opportunity=gone)} == {
        "Shared",
        "Own",
    }


def test_linking_from_either_page_and_taking_it_back(world: World, clients: Clients) -> None:
    refund, made = problem(world, "Refund", product=world.billing), feature(world)
    mara = clients["mara"]
    assert "Partial refund" in mara.get(f"/plan/opportunities/{refund.pk}/features/link/").content.decode()
    mara.post(f"/plan/opportunities/{refund.pk}/features/link/", {"likely": made.pk})
    assert "Refund" in mara.get(f"/plan/features/{made.pk}/evidence/").content.decode()
    mara.post(f"/plan/serving/{FeatureOpportunity.objects.get().pk}/remove/")
    assert not FeatureOpportunity.objects.exists()
    answer = mara.post(f"/plan/features/{made.pk}/evidence/link/", {"other": "Nothing like it"})
    assert answer.status_code == 422
    mara.post(f"/plan/features/{made.pk}/evidence/link/", {"other": "refund"})
    assert FeatureOpportunity.objects.get().opportunity == refund
