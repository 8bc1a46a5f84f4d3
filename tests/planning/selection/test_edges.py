"""The page, the API and the command line give the same plan."""

import json
import re
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from northing.kernel.errors import Refused
from northing.organisation import commands as organisation
from northing.planning import commands
from northing.planning.models import SelectionRun
from northing.ui import formatting


@pytest.fixture
def run(scenario):
    return commands.select_now(scenario, seconds=20)


@pytest.fixture
def program(world):
    """Asks the API with a token of mara's."""
    _, secret = organisation.make_api_token(actor=world.mara, name="Board", scopes=("read", "write"))

    def ask(method, path, body=None):
        sent = json.dumps(body) if body is not None else None
        headers = {"Authorization": f"Bearer {secret}"}
        return getattr(Client(), method)(
            f"/api/v1{path}", sent, content_type="application/json", headers=headers
        )

    return ask


def printed(*options):
    out = StringIO()
    call_command("select", *options, stdout=out)
    return out.getvalue()


def test_the_command_line_prints_plan_gap_and_reasons(scenario, capsys):
    said = json.loads(printed("--scenario", "ten weeks", "--json"))
    assert [line["name"] for line in said["plan"]] == ["Invoices", "Reminders"]
    assert (said["gap"], said["value"], said["scenario"]["name"]) == (0, 70, "Ten weeks")
    assert said["out"][0]["reason"].startswith("Comes in at")
    printed("--scenario", str(scenario.pk))
    told = capsys.readouterr().out
    assert "2 candidates in, proven best." in told
    assert "Audit log" in told
    with pytest.raises(Refused, match="no scenario"):
        printed("--scenario", "Nowhere")


def test_page_api_and_command_line_give_the_same_figures(program, clients, scenario, run):
    said = program("get", f"/plan/best/{run.pk}").json()
    assert said == program("get", f"/plan/best?scenario={scenario.pk}").json()
    again = json.loads(printed("--scenario", "ten weeks", "--seconds", "20", "--json"))
    itself = dict.fromkeys(("id", "asked_at"))  # each works it out for itself
    assert again | itself == said | itself
    page = clients["mara"].get(reverse("planning:best_plan"), {"scenario": scenario.pk}).content.decode()
    assert "Proven: no plan is worth more" in page
    shown = [shown_line(row) for row in re.findall(r"<tr data-item.*?</tr>", page, re.DOTALL)]
    assert shown == [as_shown(line) for line in (*again["plan"], *again["out"])]
    assert all(line[-1] for line in shown)
    others = [row for row in again["next_best"] if row["joins"] or row["leaves"]]
    assert page.count("<tr>") - 3 == len(others)  # beside the heads of the three tables


def shown_line(row):
    """The words of each cell of a row."""
    cells = re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL)
    return [" ".join(unescape(strip_tags(cell)).split()) for cell in cells]


def as_shown(line):
    """A line of the answer to programs in the words of the page."""
    low, likely, high = line["effort"]
    assert low == likely == high
    quarter = [line["quarter"]] if line["quarter"] else []
    borderline = " borderline" if line["call"] == "borderline" else ""
    share = formatting.percent(line["robust"]) + borderline
    words = [line["name"], *quarter, line["team"], f"{likely:g} wk", share, line["reason"]]
    return [" ".join(each.split()) for each in words]


def test_a_program_asks_for_a_plan_and_stops_it(program, scenario):
    asked = program("post", "/plan/best", {"scenario": scenario.pk, "seconds": 5})
    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    number = asked.json()["id"]
    assert program("post", f"/plan/best/{number}/stop").status_code == 200
    assert SelectionRun.objects.get().stop
    assert program("post", "/plan/best", {"seconds": 0}).status_code == 422


def test_what_was_never_worked_out_says_so(program, clients, scenario):
    answer = program("get", f"/plan/best?scenario={scenario.pk}")
    assert answer.status_code == 422
    assert "No plan has been worked out" in answer.json()["detail"]
    page = clients["vera"].get(reverse("planning:best_plan"))
    assert "Not worked out yet" in page.content.decode()
    assert clients["mara"].get(reverse("planning:best_plan"), {"scenario": "x"}).status_code == 422
    assert clients["mara"].get(reverse("planning:best_plan"), {"scenario": 999}).status_code == 404


def test_a_best_plan_that_holds_nothing_says_why(clients, scenario):
    scenario.rules.update(amount=0)
    commands.select_now(scenario, seconds=20)
    page = clients["mara"].get(f"{reverse('planning:best_plan')}?scenario={scenario.pk}").content.decode()
    assert "Nothing can be planned" in page
    assert "It fits into" not in page


def test_a_plan_that_leaves_nothing_to_spare_offers_one_that_fits_more_surely(clients, scenario, features):
    for feature in features.values():
        feature.estimate_low, feature.estimate_high = feature.estimate_likely / 2, feature.estimate_likely * 3
        feature.save()
    page, client = f"{reverse('planning:best_plan')}?scenario={scenario.pk}", clients["mara"]
    likely = commands.select_now(scenario, seconds=20)
    assert "Make it fit with 80" in client.get(page).content.decode()
    client.post(reverse("planning:ask_best_plan"), {"scenario": scenario.pk, "sure": "1"})
    sure = SelectionRun.objects.get(state="queued")
    commands.work_out_selection(sure.pk)
    sure.refresh_from_db()
    assert sure.sure == 0.8
    assert sure.value < likely.value
    assert "Make it fit with 80" not in client.get(page).content.decode()
    with pytest.raises(Refused, match="between 50 and 100"):
        commands.ask_selection(actor=scenario.made_by, scenario=None, sure=1.2)


def test_it_is_asked_for_watched_stopped_and_taken_on_the_page(clients, scenario):
    client = clients["mara"]
    client.post(reverse("planning:ask_best_plan"), {"scenario": scenario.pk})
    asked = SelectionRun.objects.get()
    state = reverse("planning:best_plan_state", args=[asked.pk])
    assert "Looking for a first plan" in client.get(state, {"value": "None"}).content.decode()
    client.post(reverse("planning:stop_best_plan", args=[asked.pk]))
    commands.work_out_selection(asked.pk)
    assert client.get(state, {"value": "None"}).headers["HX-Refresh"] == "true"
    answer = client.post(reverse("planning:take_best_plan", args=[asked.pk]))
    assert answer.status_code == 302
    assert scenario.choices.filter(period=0).count() == 2
