"""Rules of reply and templates, kept by those who run the place."""

import pytest
from playwright.sync_api import expect

from northing.insight import commands
from northing.insight.models import ReplyRule, ReplyTemplate, Segment
from northing.kernel.errors import NotAllowed, Refused
from tests.browsing import Visit, barriers, flaws
from tests.conftest import Clients, World
from tests.insight.inbox.conftest import HTMX

RULES = "/insight/reply-rules/"
TEMPLATES = "/insight/reply-templates/"


@pytest.mark.django_db
def test_the_first_rule_counts_and_a_rule_moves_up(clients: Clients, world: World) -> None:
    first = commands.save_rule(actor=world.hana, working_days=5)
    second = commands.save_rule(actor=world.hana, working_days=1)
    response = clients["hana"].post(f"{RULES}{second.pk}/up/", headers=HTMX)
    assert response["HX-Refresh"] == "true"
    assert list(ReplyRule.objects.all()) == [second, first]
    clients["hana"].post(f"{RULES}{second.pk}/up/")
    assert list(ReplyRule.objects.all()) == [second, first]


@pytest.mark.django_db
def test_a_rule_is_made_changed_and_removed(clients: Clients, world: World) -> None:
    enterprise = Segment.objects.create(name="Enterprise")
    sent = {"segment": enterprise.pk, "worth_from": "100000", "working_days": "2"}
    clients["hana"].post(f"{RULES}new/", sent)
    rule = ReplyRule.objects.get()
    shown = clients["hana"].get(RULES).content.decode()
    for said in ("Enterprise", "€100k", "2 working days"):
        assert said in shown
    clients["hana"].post(f"{RULES}{rule.pk}/", {"working_days": "1"})
    rule.refresh_from_db()
    assert (rule.segment, rule.worth_from, rule.working_days) == (None, None, 1)
    clients["hana"].post(f"{RULES}{rule.pk}/remove/")
    assert not ReplyRule.objects.exists()


@pytest.mark.django_db
def test_what_cannot_be_promised_is_refused(clients: Clients, world: World) -> None:
    with pytest.raises(Refused, match="0 to 260"):
        commands.save_rule(actor=world.hana, working_days=900)
    with pytest.raises(NotAllowed):
        commands.save_rule(actor=world.mara, working_days=1)
    response = clients["hana"].post(f"{RULES}new/", {"working_days": "-1"}, headers=HTMX)
    assert response.status_code == 422
    assert clients["mara"].get(RULES).status_code == 403


@pytest.mark.django_db
def test_a_template_is_made_changed_and_removed(clients: Clients, world: World) -> None:
    clients["hana"].post(f"{TEMPLATES}new/", {"name": "Planned", "text": "Hi {contact}"})
    template = ReplyTemplate.objects.get()
    assert "Hi {contact}" in clients["hana"].get(TEMPLATES).content.decode()
    clients["hana"].post(f"{TEMPLATES}{template.pk}/", {"name": "Soon", "text": "Hello"})
    template.refresh_from_db()
    assert (template.name, template.text) == ("Soon", "Hello")
    refused = clients["hana"].post(f"{TEMPLATES}new/", {"name": "Planned", "text": "Hi {name}"}, headers=HTMX)
    assert "Nothing is filled in for {name}." in refused.content.decode()
    clients["hana"].post(f"{TEMPLATES}{template.pk}/remove/")
    assert not ReplyTemplate.objects.exists()


@pytest.mark.browser
def test_the_pages_have_no_barriers(visit: Visit) -> None:
    page = visit(RULES, as_="hana", width="phone")
    assert barriers(page) == []
    page.get_by_role("link", name="New rule").click()
    page.locator("dialog[open] [name=working_days]").fill("3")
    assert flaws(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator("table")).to_contain_text("3 working days")
    assert flaws(page) == []
    page.goto(TEMPLATES)
    assert flaws(page) == []
