"""Kinds are suggested in the background, shown with their sureness, decided on by people and learnt from."""

from typing import Any

import pytest

from northing.insight import commands, kinds
from northing.insight.commands.suggestions import suggest_kinds
from northing.insight.models import Feedback, Suggestion
from tests.conftest import Clients, World

pytestmark = pytest.mark.django_db
CRASH = "The app crashes every time I open a report"


@pytest.fixture(autouse=True)
def _nothing_learnt_elsewhere() -> None:
    kinds._classifier.cache_clear()


def heard(world: World, text: str = CRASH, **fields: Any) -> Feedback:
    return commands.add_feedback(actor=world.tim, text=text, **fields)


def test_what_nobody_has_sorted_is_suggested_once_and_never_changed(world: World) -> None:
    piece, sorted_one = heard(world), heard(world, "Thank you, it is lovely", kind="praise")
    assert suggest_kinds() == 1
    assert suggest_kinds() == 0
    suggestion = Suggestion.objects.get()
    assert (suggestion.feedback, suggestion.value) == (piece, "problem")
    assert 0.4 < suggestion.sureness <= 1
    piece.refresh_from_db()
    sorted_one.refresh_from_db()
    assert (piece.kind, sorted_one.kind) == ("", "praise")


def test_one_key_keeps_the_suggestion_and_the_log_says_who(world: World, clients: Clients) -> None:
    piece = heard(world)
    suggest_kinds()
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
    suggest_kinds()
    commands.change_feedback(actor=world.mara, feedback=piece, kind="question")
    log = Suggestion.objects.get()
    assert (log.value, log.decided) == ("problem", "question")


def test_corrections_change_what_is_suggested(world: World) -> None:
    odd = "Zebra stripes on the quarterly pallet"
    for number in range(30):
        heard(world, f"{odd} {number}", kind="praise")
    later = heard(world, f"{odd} again")
    suggest_kinds()
    assert Suggestion.objects.get(feedback=later).value == "praise"


def test_a_kind_that_is_none_is_refused(world: World, clients: Clients) -> None:
    answer = clients["tim"].post(f"/insight/inbox/{heard(world).pk}/kind/", {"kind": "rant"})
    assert answer.status_code == 422
