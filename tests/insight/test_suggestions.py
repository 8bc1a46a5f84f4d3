"""Kinds are suggested in the background, shown with their sureness, decided on by people and learnt from."""

from datetime import timedelta
from typing import Any

import pytest

from northing.insight import commands, kinds
from northing.insight.models import ActingAlone, Feedback, Suggestion
from northing.kernel import clock
from northing.kernel.errors import NotAllowed, Refused
from tests.conftest import NOW, Clients, World

pytestmark = pytest.mark.django_db
CRASH = "The app crashes every time I open a report"


@pytest.fixture(autouse=True)
def _nothing_learnt_elsewhere() -> None:
    kinds._classifier.cache_clear()


def heard(world: World, text: str = CRASH, **fields: Any) -> Feedback:
    return commands.add_feedback(actor=world.tim, text=text, **fields)


def test_what_nobody_has_sorted_is_suggested_once_and_never_changed(world: World) -> None:
    piece, sorted_one = heard(world), heard(world, "Thank you, it is lovely", kind="praise")
    assert commands.suggest("kind") == 1
    assert commands.suggest("kind") == 0
    suggestion = Suggestion.objects.get()
    assert (suggestion.feedback, suggestion.value) == (piece, "problem")
    assert 0.4 < suggestion.sureness <= 1
    piece.refresh_from_db()
    sorted_one.refresh_from_db()
    assert (piece.kind, sorted_one.kind) == ("", "praise")


def test_one_key_keeps_the_suggestion_and_the_log_says_who(world: World, clients: Clients) -> None:
    piece = heard(world)
    commands.suggest("kind")
    shown = clients["tim"].get(f"/insight/inbox/?piece={piece.pk}").content.decode()
    assert "Problem?" in shown
    assert 'data-key="t"' in shown
    clients["tim"].post(f"/insight/inbox/{piece.pk}/kind/", {"kind": "problem"})
    piece.refresh_from_db()
    log = Suggestion.objects.get()
    assert (piece.kind, log.decided, log.decided_by) == ("problem", "problem", world.tim)
    assert "Problem?" not in clients["tim"].get(f"/insight/inbox/?piece={piece.pk}").content.decode()


def test_a_correction_is_kept_beside_what_was_suggested(world: World) -> None:
    piece = heard(world)
    commands.suggest("kind")
    commands.change_feedback(actor=world.mara, feedback=piece, kind="question")
    log = Suggestion.objects.get()
    assert (log.value, log.decided) == ("problem", "question")


def test_corrections_change_what_is_suggested(world: World) -> None:
    odd = "Zebra stripes on the quarterly pallet"
    for number in range(30):
        heard(world, f"{odd} {number}", kind="praise")
    later = heard(world, f"{odd} again")
    commands.suggest("kind")
    assert Suggestion.objects.get(feedback=later).value == "praise"


def test_a_kind_that_is_none_is_refused(world: World, clients: Clients) -> None:
    answer = clients["tim"].post(f"/insight/inbox/{heard(world).pk}/kind/", {"kind": "rant"})
    assert answer.status_code == 422


def test_a_product_is_suggested_by_its_name_and_by_what_people_said(world: World, clients: Clients) -> None:
    for number in range(4):
        heard(world, f"The zebra printer jams, {number}", product=world.terminal)
    named, learnt = (
        heard(world, f"In {world.billing.name} the total is wrong"),
        heard(world, "Zebra printer jams"),
    )
    commands.suggest("product")
    said = dict(Suggestion.objects.filter(field="product").values_list("feedback", "value"))
    assert said == {named.pk: str(world.billing.pk), learnt.pk: str(world.terminal.pk)}
    Suggestion.objects.update(sureness=0.8)
    page = f"/insight/inbox/?piece={learnt.pk}"
    assert f"{world.terminal.name}?" in clients["tim"].get(page).content.decode()
    clients["tim"].post(f"/insight/inbox/{learnt.pk}/product/", {"kept": "1", "product": world.terminal.pk})
    log = Suggestion.objects.get(feedback=learnt)
    assert (log.feedback.product, log.decided, log.decided_by) == (world.terminal, log.value, world.tim)


def test_a_restricted_product_is_neither_suggested_nor_shown(world: World) -> None:
    world.insights.restricted = True
    world.insights.save()
    for number in range(6):
        heard(world, f"Zebra {number}", product=world.insights)
    heard(world, f"Zebra in {world.insights.name}")
    commands.suggest("product")
    assert not Suggestion.objects.filter(value=str(world.insights.pk)).exists()


def answered(world: World, *, right: int, wrong: int) -> None:
    """Suggestions of 90 % that people decided on."""
    for number in range(right + wrong):
        piece = heard(world, f"Crash {number}")
        chosen = "problem" if number < right else "praise"
        Suggestion.objects.create(
            feedback=piece, field="kind", value="problem", sureness=0.9, made_at=NOW, decided=chosen
        )


def test_it_acts_alone_only_when_allowed_and_when_answers_bear_it_out(world: World) -> None:
    answered(world, right=40, wrong=0)
    piece = heard(world)
    Suggestion.objects.create(feedback=piece, field="kind", value="problem", sureness=0.95, made_at=NOW)
    assert commands.act_alone("kind") == 0
    for actor in (world.mara, world.hana):
        with pytest.raises(NotAllowed):
            commands.allow_acting(actor=actor, field="kind", wanted=0.9)
    with pytest.raises(Refused, match="Choose between 50 %"):
        commands.allow_acting(actor=world.olive, field="kind", wanted=0.3)
    commands.allow_acting(actor=world.olive, field="kind", wanted=0.98)
    assert commands.act_alone("kind") == 0  # forty answers cannot show 98 %
    commands.allow_acting(actor=world.olive, field="kind", wanted=0.9)
    Suggestion.objects.filter(feedback=piece).update(made_at=clock.now() + timedelta(minutes=1))
    unsure = heard(world, "Hm")
    Suggestion.objects.create(
        feedback=unsure, field="kind", value="problem", sureness=0.6, made_at=clock.now() + timedelta(minutes=1)
    )
    assert [commands.act_alone("kind"), commands.act_alone("kind")] == [1, 0]
    piece.refresh_from_db()
    unsure.refresh_from_db()
    assert (piece.kind, unsure.kind) == ("problem", "")


def test_too_many_wrong_answers_keep_it_from_acting(world: World) -> None:
    answered(world, right=34, wrong=6)
    assert kinds.sure_from("kind", 0.9) is None


def test_what_was_done_alone_is_listed_and_taken_back(world: World, clients: Clients) -> None:
    piece = heard(world, kind="problem")
    Suggestion.objects.create(
        feedback=piece, field="kind", value="problem", sureness=0.95, made_at=NOW, applied=True
    )
    shown = clients["hana"].get("/insight/suggestions/").content.decode()
    assert CRASH in shown
    assert "Take back" in shown
    clients["hana"].post(f"/insight/suggestions/{piece.pk}/kind/take-back/")
    piece.refresh_from_db()
    log = Suggestion.objects.get()
    assert (piece.kind, log.decided, log.decided_by) == ("", "-", world.hana)
    assert "taken back" in clients["hana"].get("/insight/suggestions/").content.decode()
    assert clients["mara"].get("/insight/suggestions/").status_code == 403


def test_the_page_says_how_sureness_and_answers_agree(world: World, clients: Clients) -> None:
    answered(world, right=36, wrong=4)
    clients["olive"].post("/insight/suggestions/", {"field": "kind", "wanted": "0.9"})
    shown = clients["olive"].get("/insight/suggestions/").content.decode()
    assert "36 of 40 answers kept it" in shown
    assert "the answers do not bear that out yet" in shown
    clients["olive"].post("/insight/suggestions/", {"field": "kind", "wanted": ""})
    assert not ActingAlone.objects.exists()
