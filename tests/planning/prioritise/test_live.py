"""Inputs that come by themselves: chosen in a cell's editor, shown in the grid, and taken back."""

import re
from datetime import timedelta

import pytest

from northing.kernel.errors import Refused
from northing.metrics import commands as metrics
from northing.planning import commands
from northing.planning.models import Input, Key
from tests.conftest import NOW, Clients, World
from tests.planning.prioritise.conftest import Weighed

PAGE = "/plan/prioritise/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def accounts(world: World) -> str:
    """A metric with a value, as a source."""
    metric = metrics.create_metric(actor=world.mara, name="Active <accounts>")
    say(world, metric.pk, 90_000, days_ago=2)
    return f"metric:{metric.pk}"


def say(world: World, metric: int, value: float, *, days_ago: int) -> None:
    points = {metric: {NOW.date() - timedelta(days=days_ago): value}}
    metrics.record_observations(actor=world.mara, points=points, way=metrics.BY_FILE, name="x")


def test_a_number_comes_from_a_metric_until_a_range_is_typed(
    clients: Clients, weighed: Weighed, world: World, accounts: str
) -> None:
    at = f"{PAGE}{weighed.second}/cell/reach/"
    editor = clients["mara"].get(at).content.decode()
    assert f'<option value="{accounts}">Active &lt;accounts&gt;</option>' in editor
    assert "Customers who ask for it" in editor
    prefilled = {"low": "1200", "likely": "1500", "high": "1800"}
    answer = clients["mara"].post(at, prefilled | {"live": accounts}, headers=HTMX)
    assert answer.status_code == 200
    assert 'aria-label="Comes by itself: Active &lt;accounts&gt;"' in answer.content.decode()
    say(world, int(accounts.removeprefix("metric:")), 120_000, days_ago=1)
    panel = clients["mara"].get(f"{PAGE}{weighed.second}/").content.decode()
    assert "Reach: Active &lt;accounts&gt;, now 120k." in panel
    editor = clients["mara"].get(at).content.decode()
    assert f'<option value="{accounts}" selected>' in editor
    assert 'placeholder="120k"' in editor
    evidence = {"evidence": "The count of the ledger"}
    clients["mara"].post(f"{PAGE}{weighed.second}/evidence/reach/", evidence)
    said = Input.objects.get(feature=weighed.offline, field="reach")
    assert (said.live, said.evidence) == (accounts, "The count of the ledger")
    clients["mara"].post(at, {"low": "", "likely": "7k", "high": "", "live": accounts}, headers=HTMX)
    said.refresh_from_db()
    assert (said.live, said.likely) == ("", 7000)


def test_choosing_a_source_is_undone(clients: Clients, weighed: Weighed) -> None:
    at = f"{PAGE}{weighed.first}/cell/reach/"
    answer = clients["mara"].post(at, {"live": "customers"}, headers=HTMX)
    said = Input.objects.get(feature=weighed.tokens, field="reach")
    assert (said.live, said.likely) == ("customers", 0)
    undo = re.search(r'"(/undo/[^"]+)"', answer.content.decode())
    assert undo is not None
    clients["mara"].post(undo[1])
    said.refresh_from_db()
    assert (said.live, said.likely) == ("", 5000)


def test_a_source_that_cannot_be_is_refused_in_the_editor(
    clients: Clients, weighed: Weighed, world: World
) -> None:
    empty = metrics.create_metric(actor=world.mara, name="Empty")

    def refusal(field: str, source: str) -> str:
        answer = clients["mara"].post(f"{PAGE}{weighed.first}/cell/{field}/", {"live": source}, headers=HTMX)
        assert answer.status_code == 422
        return answer.content.decode()

    assert "Empty has no value yet" in refusal("reach", f"metric:{empty.pk}")
    assert "not there, or not yours to see" in refusal("reach", "moon")
    assert "is what a person says" in refusal("confidence", "customers")
    assert "is what a person says" in refusal("effort", "customers")
    assert 'name="live"' not in clients["mara"].get(f"{PAGE}{weighed.first}/cell/effort/").content.decode()
    estimate = commands.Saying(Key("feature", weighed.tokens.pk), "effort", None, live="customers")
    with pytest.raises(Refused):
        commands.say_inputs(actor=world.mara, sayings=[estimate])
    assert Input.objects.get(feature=weighed.tokens, field="reach").likely == 5000
