"""Which opportunities would serve which objectives: said on either page, seen on both, by programs as well."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.insight import commands
from northing.insight.models import Opportunity, OpportunityAim
from northing.insight.queries.aims import problems_for
from northing.kernel.errors import NotAllowed
from northing.planning.commands import consider
from northing.planning.models import Key
from northing.planning.queries.selecting.offers import offers
from northing.portfolio.models import Product
from northing.strategy.queries.aims import Aim
from tests.conftest import Clients, offered_undo
from tests.insight.test_api import Program
from tests.strategy.conftest import Strategy, strategy

__all__ = ["strategy"]


@pytest.fixture
def problem(strategy: Strategy) -> Opportunity:
    return commands.create_opportunity(
        actor=strategy.world.hana, name="Reminders sour the relationship", product=strategy.world.billing
    )


def test_it_is_said_on_the_objective_and_seen_on_both(
    strategy: Strategy, problem: Opportunity, clients: Clients
) -> None:
    row = f"k{strategy.sent.pk}"
    dialog = clients["mara"].get(f"/insight/aims/{row}/").content.decode()
    assert problem.name in dialog
    clients["mara"].post(f"/insight/aims/{row}/", {"chosen": [problem.pk]})
    assert problem.name in clients["vera"].get(f"/strategy/?open={row}").content.decode()
    assert "1 opportunity would serve it." in clients["vera"].get("/strategy/").content.decode()
    objective = f"/strategy/objectives/{strategy.reminders.pk}/"
    assert problem.name in clients["vera"].get(objective).content.decode()
    page = clients["vera"].get(f"/insight/opportunities/{problem.pk}/").content.decode()
    assert f'href="{objective}#{row}"' in page


def test_it_is_said_on_the_opportunity_and_taken_back(
    strategy: Strategy, problem: Opportunity, clients: Clients
) -> None:
    address = f"/insight/opportunities/{problem.pk}/aims/"
    chosen = {"chosen": [f"o{strategy.paid.pk}", f"k{strategy.days.pk}"]}
    clients["mara"].post(address, chosen)
    assert OpportunityAim.objects.count() == 2
    clients["mara"].post(address, {"chosen": [f"k{strategy.days.pk}"]})
    assert [link.key_result for link in problem.aims.all()] == [strategy.days]
    assert clients["mara"].post(offered_undo(clients["mara"])).status_code == 302
    assert OpportunityAim.objects.count() == 2


def test_what_one_may_not_see_stays_and_is_not_shown(strategy: Strategy, clients: Clients) -> None:
    world = strategy.world
    crypt = Product.objects.create(name="Crypt", owner=world.oscar, restricted=True, line=world.line)
    hidden = commands.create_opportunity(actor=world.hana, name="Keep the keys", product=crypt)
    pair = (hidden, Aim(strategy.paid))
    commands.say_aims(actor=world.hana, offered=[pair], chosen=[pair])
    assert hidden.name not in clients["mara"].get(f"/strategy/objectives/{strategy.paid.pk}/").content.decode()
    assert commands.say_aims(actor=world.mara, offered=[pair], chosen=[]) == 0
    assert OpportunityAim.objects.count() == 1
    with pytest.raises(NotAllowed):
        commands.say_aims(actor=world.tim, offered=[], chosen=[])


def test_a_merge_brings_along_what_it_would_serve(strategy: Strategy, problem: Opportunity) -> None:
    hana = strategy.world.hana
    gone = commands.create_opportunity(actor=hana, name="Reminders annoy", product=strategy.world.billing)
    pairs = [
        (gone, Aim(strategy.paid)),
        (problem, Aim(strategy.paid)),
        (gone, Aim(strategy.paid, strategy.days)),
    ]
    commands.say_aims(actor=hana, offered=pairs, chosen=pairs)
    done = commands.merge(actor=hana, kept=problem, gone=gone)
    assert {link.key_result for link in problem.aims.all()} == {None, strategy.days}
    commands.unmerge(actor=hana, merge=done)
    assert {link.key_result for link in gone.aims.all()} == {None, strategy.days}


def test_the_map_asks_once_for_all(strategy: Strategy, problem: Opportunity) -> None:
    hana = strategy.world.hana
    pairs = [(problem, Aim(strategy.paid)), (problem, Aim(strategy.paid, strategy.days))]
    commands.say_aims(actor=hana, offered=pairs, chosen=pairs)
    with CaptureQueriesContext(connection) as queries:
        assert set(problems_for(hana)) == {f"o{strategy.paid.pk}", f"k{strategy.days.pk}"}
    assert len(queries) == 1


def test_programs_read_and_say_it(strategy: Strategy, problem: Opportunity) -> None:
    tool, path = Program(strategy.world.mara), f"/opportunities/{problem.pk}/serves"
    seen = tool.ask("get", path)["ETag"]
    days = {"objective": strategy.paid.pk, "key_result": strategy.days.pk}
    assert tool.ask("put", path, {"serves": [days]}, If_Match=seen).json() == {"serves": [days]}
    assert tool.ask("put", path, {"serves": []}, If_Match=seen).status_code == 412
    wrong = days | {"objective": strategy.reminders.pk}
    assert tool.ask("put", path, {"serves": [wrong]}).status_code == 422
    assert tool.ask("get", path).json() == {"serves": [days]}


def test_prioritise_weighs_a_problem_for_what_it_would_serve(
    strategy: Strategy, problem: Opportunity, clients: Clients
) -> None:
    key = Key("opportunity", problem.pk)
    consider(actor=strategy.world.hana, key=key)
    dialog = clients["mara"].get(f"/plan/prioritise/{key}/objective/")
    clients["mara"].post(dialog.url, {"chosen": [f"o{strategy.paid.pk}"]})
    assert strategy.paid.name in clients["vera"].get(f"/plan/prioritise/{key}/").content.decode()
    offer = offers()[key]
    assert (offer.objectives, offer.product) == ({strategy.paid.pk}, strategy.world.billing.pk)
