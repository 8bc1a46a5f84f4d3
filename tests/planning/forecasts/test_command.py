"""`northing forecast`."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from northing.kernel.errors import Refused
from northing.planning import commands
from northing.planning.queries.forecast_report import LEVELS


def run(*args: str) -> str:
    out = StringIO()
    call_command("forecast", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def france(world, deliver, feature):
    deliver(world.billing_core, [2] * 10)
    made = feature("France", world.billing_core, items=7)
    commands.commit(actor=world.hana, feature=made, due_on=date(2026, 7, 31))
    feature("Insight", world.data, items=2)
    return made


def test_json_has_every_open_feature_with_dates_chance_and_assumptions(france):
    said = json.loads(run("--json"))
    by_name = {feature["name"]: feature for feature in said["features"]}
    assert set(by_name) == {"France", "Insight"}
    assert {by_name["France"][level] for level in LEVELS} == {"2026-06-24"}
    assert by_name["France"]["due_on"] == "2026-07-31"
    assert 0.5 < by_name["France"]["chance"] <= 1
    assert "10 weeks of history" in by_name["France"]["assumptions"]
    assert by_name["Insight"]["p50"] is None
    assert by_name["Insight"]["assumptions"]


def test_a_team_shows_its_own_features_only(france):
    said = json.loads(run("--json", "--team", "billing core"))
    assert [feature["name"] for feature in said["features"]] == ["France"]


def test_an_unknown_team_is_refused_with_the_names_there_are(france):
    with pytest.raises(Refused, match="Billing Core, Data"):
        run("--team", "Bluebird")


def test_a_person_reads_a_table_and_what_it_rests_on(france, capsys: pytest.CaptureFixture[str]):
    run()
    printed = capsys.readouterr().out
    assert "France" in printed
    assert "24 Jun" in printed
    assert "France: 10 weeks of history." in printed


def test_an_empty_plan_says_so(world, capsys: pytest.CaptureFixture[str]):
    run()
    assert "No open feature is planned" in capsys.readouterr().out
