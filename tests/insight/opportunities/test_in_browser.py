"""Opportunities in a real browser: by key, at every width and in both themes, without barriers."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from northing.insight import commands
from northing.insight.models import Opportunity, Survey
from northing.organisation.models import Member
from tests.browsing import Visit, flaws

pytestmark = pytest.mark.browser
LIST = "/insight/opportunities/"


@dataclass(frozen=True)
class Stage:
    refund: Opportunity
    survey: Survey
    token: str


@pytest.fixture
def stage(visit: Visit) -> Stage:
    mara = Member.objects.get(name="Mara Lind")
    segment = commands.create_segment(actor=mara, name="Enterprise")
    made = []
    for name, by, revenue in (("Refund part of an invoice", "Brandt", 412_000), ("Payouts", "Quay", 18_000)):
        who = commands.create_customer(actor=mara, name=by, revenue=Decimal(revenue), health="cooling")
        commands.put_in_segments(actor=mara, customer=who, segments=[segment.pk])
        said = commands.add_feedback(actor=mara, text=f"{by} asks for it", customer=who)
        made.append(commands.create_opportunity(actor=mara, name=name, statement="Clerks lose a day."))
        commands.highlight(actor=mara, feedback=said, opportunity=made[-1])
    asked = commands.Asked("Refund a line", "Refund all of it", made[0])
    survey, token = commands.create_survey(actor=mara, kind="kano", title="Refunds", questions=[asked])
    commands.answer_survey(survey=survey, answers={survey.questions.get().pk: (1, 5)})
    return Stage(made[0], survey, token)


def test_the_list_is_read_and_decided_by_keys(visit: Visit, stage: Stage) -> None:
    page = visit(LIST, as_="mara")
    panel = page.locator("#panel")
    expect(panel).to_contain_text(stage.refund.name)
    expect(page.locator("#keys-here", has_text="link a feature")).to_be_visible()
    assert "reply" not in page.locator("#keys-here").inner_text(), "nobody waits for an answer"
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(panel).to_contain_text("Payouts")
    page.keyboard.press("s")
    expect(page.locator("#asked")).to_contain_text("What becomes of “Payouts”")


def test_no_page_has_barriers_or_is_wider_than_the_window(visit: Visit, stage: Stage) -> None:
    at = f"{LIST}{stage.refund.pk}/"
    for path in (LIST, at, f"{at}pieces/", "/insight/surveys/", f"/insight/surveys/{stage.survey.pk}/"):
        assert flaws(visit(path, as_="mara")) == [], path
    assert flaws(visit(f"/answer/{stage.token}/", as_="nobody")) == []
