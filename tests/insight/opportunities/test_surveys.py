"""Surveys: the link, the answers, and saying nothing where nothing is sure."""

from datetime import date

import pytest

from northing.insight import commands
from northing.insight.models import Answer, Opportunity, Segment, Survey
from northing.insight.queries.opportunity_filter import OpportunityFilter
from northing.insight.queries.opportunity_list import opportunity_list
from northing.insight.scoring import readings
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from northing.organisation.tokens import token_hash
from tests.conftest import Clients, World
from tests.insight.opportunities.test_list import problem

pytestmark = pytest.mark.django_db


def survey(
    world: World, kind: str = "opportunity", about: Opportunity | None = None, asks_segment: bool = False
) -> tuple[Survey, str]:
    asked = commands.Asked("Refund a line", "Refund only all of it", about)
    return commands.create_survey(
        actor=world.mara, kind=kind, title="Refunds", questions=[asked], asks_segment=asks_segment
    )


def answer(of: Survey, pair: tuple[int, int], times: int = 1, segment: Segment | None = None) -> None:
    for _ in range(times):
        commands.answer_survey(survey=of, answers={of.questions.get().pk: pair}, segment=segment)


def test_the_link_is_shown_once_and_only_its_hash_is_kept(world: World, clients: Clients) -> None:
    Segment.objects.create(name="Too small to keep")
    said = {"kind": "opportunity", "title": "Refunds", "questions": "Refund a line"}
    address = clients["mara"].post("/insight/surveys/new/", said)["Location"]
    page = clients["mara"].get(address).content.decode()
    token = page.split("/answer/")[1].split("/")[0]
    assert Survey.objects.get().token_hash == token_hash(token)
    assert token not in clients["mara"].get(address).content.decode()
    opened = clients["nobody"].get(f"/answer/{token}/")
    assert opened.status_code == 200
    assert "Too small to keep" not in opened.content.decode(), "segments are named outside only when told to"
    assert clients["nobody"].get("/answer/guessed/").status_code == 404


def test_somebody_outside_answers_once_and_nothing_about_them_is_kept(world: World, clients: Clients) -> None:
    segment = Segment.objects.create(name="Enterprise")
    made, token = survey(world, asks_segment=True)
    pk, outside = made.questions.get().pk, clients["nobody"]
    half = outside.post(f"/answer/{token}/", {f"a{pk}": "5"})
    assert half.status_code == 422
    assert "Answer this half, too." in half.content.decode()
    sent = outside.post(f"/answer/{token}/", {f"a{pk}": "5", f"b{pk}": "2", "segment": segment.pk})
    assert sent.status_code == 302
    given = Answer.objects.get()
    assert (given.first, given.second, given.segment, given.customer) == (5, 2, segment, None)
    assert "Thank you" in outside.get(f"/answer/{token}/").content.decode()
    assert outside.get(f"/answer/{token}/")["X-Robots-Tag"] == "noindex, nofollow"
    outside.post(f"/answer/{token}/", {f"a{pk}": "1", f"b{pk}": "1"})
    assert Answer.objects.count() == 1


def test_a_closed_survey_and_an_old_link_take_no_answers(world: World, clients: Clients) -> None:
    made, token = survey(world)
    renewed = commands.new_survey_link(actor=world.mara, survey=made)
    assert clients["nobody"].get(f"/answer/{token}/").status_code == 404
    commands.close_survey(actor=world.mara, survey=made)
    assert "closed" in clients["nobody"].get(f"/answer/{renewed}/").content.decode()
    with pytest.raises(Refused, match="closed"):
        answer(made, (5, 1))


def test_it_ends_with_its_last_day(world: World) -> None:
    made, _ = survey(world)
    made.closes_on = date(2026, 6, 1)
    assert made.takes_answers(clock.today())
    assert not made.takes_answers(date(2026, 6, 2))


def test_what_cannot_be_asked_is_refused(world: World) -> None:
    with pytest.raises(NotAllowed):
        commands.create_survey(
            actor=world.tim, kind="kano", title="Refunds", questions=[commands.Asked("x", "y")]
        )
    with pytest.raises(Refused, match="asks twice"):
        commands.create_survey(actor=world.mara, kind="kano", title="Refunds", questions=[commands.Asked("x")])
    made, _ = survey(world)
    with pytest.raises(Refused, match="one of the five"):
        answer(made, (6, 1))
    with pytest.raises(Refused, match="at least one"):
        commands.answer_survey(survey=made, answers={0: (1, 1)})


def test_answers_give_the_opportunity_its_score_and_without_them_it_has_none(
    world: World, clients: Clients
) -> None:
    refund, other = problem(world, "Refund"), problem(world, "Offline")
    made, _ = survey(world, about=refund)
    answer(made, (5, 1), times=9, segment=Segment.objects.create(name="Enterprise"))
    answer(made, (2, 4))
    rows = opportunity_list(world.mara, OpportunityFilter()).rows
    scores = {pk: reading.score for pk, reading in readings(rows, clock.today()).items()}
    assert scores[other.pk] is None
    score = scores[refund.pk]
    assert score is not None
    assert (score.score, score.n) == (pytest.approx(17), 10)
    reading = readings(rows, clock.today())[refund.pk]
    assert reading.segments == (("Enterprise", pytest.approx(20)),)
    sent = b"".join(clients["vera"].get("/insight/opportunities/export.csv?q=Refund"))  # type: ignore[arg-type]
    assert ",17.0,9.0,1.0,10" in sent.decode(), "the file has score, importance, satisfaction, answers"
    assert reading.apart == reading.segments[0], "three of twenty is far from everybody's 17"


def test_results_say_what_is_unclear_and_what_too_few_answered(world: World, clients: Clients) -> None:
    large = Segment.objects.create(name="Enterprise")
    made, _ = survey(world, kind="kano")
    answer(made, (2, 5), times=12, segment=large)
    answer(made, (1, 3), times=11)
    page = clients["vera"].get(f"/insight/surveys/{made.pk}/").content.decode()
    assert "unclear</span>, most often a must" in page
    assert "too few to say, 20 are needed" in page
    assert "0.48 (" in page


def test_too_many_answers_from_one_address_wait(
    world: World, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("northing.insight.views.answers.MOST", 0)
    made, token = survey(world)
    pk = made.questions.get().pk
    assert clients["nobody"].post(f"/answer/{token}/", {f"a{pk}": "5", f"b{pk}": "2"}).status_code == 429
    assert not Answer.objects.exists()
