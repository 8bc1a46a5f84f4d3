"""Pieces and problems that say the same, found by the database: with each change, for whoever may see them."""

from typing import Any

import numpy as np
import pytest
from django.db import connection

from northing.insight import commands
from northing.insight.commands.bringing import Incoming, bring_feedback
from northing.insight.commands.similar import tend_similarity
from northing.insight.models import Embedding, Feedback, FeedbackSignature, SignatureSum, TermCount
from northing.insight.queries.alike import feedback_like, opportunities_like, sought
from northing.insight.similarity import FEEDBACK, Like, alike, ask, reading, title_and_body
from northing.organisation.models import Member
from northing_engine.similarity import SimilarityIndex
from tests.conftest import World

pytestmark = pytest.mark.django_db
SAID = (
    ("", "Who may approve a refund above a limit?"),
    ("Approve refunds", "Let two people approve a refund that is above a limit"),
    ("Rückerstattung freigeben", "Zwei Personen sollen eine Rückerstattung freigeben"),
    ("", "La exportación a Excel tarda mucho"),
    ("", "L'exportation vers Excel est trop lente"),
    ("Dark mode", "The page hurts my eyes at night. " * 20),
    ("", "Where is the VAT report of last year?"),
    ("", "日本語の請求書が文字化けします"),
    ("", "!?"),
)
QUESTIONS = (
    ("", "a refund needs the approval of two"),
    ("Excel", "export lent"),
    ("night", "dark theme for eyes"),
)


def say_all(world: World) -> list[Feedback]:
    return [commands.add_feedback(actor=world.tim, title=title, text=text) for title, text in SAID]


def found(question: tuple[str, str]) -> list[Like]:
    asked = ask(*title_and_body(*question))
    return alike(FEEDBACK, asked) if asked else []


def in_memory() -> list[list[Like]]:
    """What the engine answers that was given everything at once."""
    said = [(piece.pk, *title_and_body(piece.title, piece.text)) for piece in Feedback.objects.order_by("pk")]
    index = SimilarityIndex(*zip(*said, strict=True), embedder=reading.embedder())
    answers = [index.search(*title_and_body(*question), k=100) for question in QUESTIONS]
    return [[Like(int(match.id), match.similarity) for match in answer] for answer in answers]


def counted() -> dict[str, Any]:
    terms: dict[int, int] = {}
    for count in TermCount.objects.all():
        terms[count.term] = terms.get(count.term, 0) + count.pieces
    sums = [(row.sign * row.pieces, row.sign * row.length) for row in SignatureSum.objects.all()]
    vectors = sum(row.sign * np.array([row.title_vectors, row.vectors]) for row in SignatureSum.objects.all())
    return {
        "terms": {term: pieces for term, pieces in terms.items() if pieces},
        "sums": [sum(each) for each in zip(*sums, strict=True)],
        "vectors": np.asarray(vectors).tolist(),
    }


def test_the_database_answers_as_the_engine_does_after_any_changes(world: World) -> None:
    pieces = say_all(world)
    commands.change_feedback(actor=world.tim, feedback=pieces[0], text="A refund above a limit needs approval")
    commands.change_feedback(actor=world.tim, feedback=pieces[5], title="Dark theme")
    Feedback.objects.get(pk=pieces[6].pk).delete()
    bring_feedback(actor=world.tim, pieces=[Incoming(text="Excel exports take an hour", system="x", key="1")])
    bring_feedback(actor=world.tim, pieces=[Incoming(text="Exports to Excel are slow", system="x", key="1")])
    assert [found(question) for question in QUESTIONS] == in_memory()


def test_a_rebuilt_index_gives_the_same_answers_and_the_same_sums(world: World) -> None:
    say_all(world)[3].delete()
    before, sums = [found(question) for question in QUESTIONS], counted()
    FeedbackSignature.objects.all().delete()
    assert found(QUESTIONS[0]) == []
    assert tend_similarity() == len(SAID) - 1
    assert [found(question) for question in QUESTIONS] == before
    assert counted() == sums
    assert SignatureSum.objects.count() == 2  # what came and what went, added up


def test_words_that_changed_behind_our_back_are_forgotten_at_once(world: World) -> None:
    piece = say_all(world)[1]
    Feedback.objects.filter(pk=piece.pk).update(text="Nothing about money")
    assert not FeedbackSignature.objects.filter(pk=piece.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM insight_feedback WHERE id = %s", [world_piece(world)])
    tend_similarity()
    assert [found(question) for question in QUESTIONS] == in_memory()


def world_piece(world: World) -> int:
    return commands.add_feedback(actor=world.tim, text="A piece that goes by SQL").pk


def test_nobody_is_shown_a_piece_or_a_problem_that_she_may_not_see(world: World) -> None:
    world.billing.restricted = True
    world.billing.save()
    hidden = commands.add_feedback(actor=world.mara, text="Approve refunds by two", product=world.billing)
    problem = commands.create_opportunity(actor=world.mara, name="Refunds by two", product=world.billing)
    seen = commands.add_feedback(actor=world.tim, text="Refunds need approval by two")
    piece = commands.add_feedback(actor=world.tim, text="Two should approve refunds")

    def likes(actor: Member) -> tuple[set[int], set[int]]:
        asked = sought(piece)
        problems = opportunities_like(actor, asked, 5)
        return {like.pk for like in feedback_like(actor, piece, asked, 5)}, {like.pk for like in problems}

    assert likes(world.mara) == ({hidden.pk, seen.pk}, {problem.pk})
    assert likes(world.oscar) == ({seen.pk}, set())


def test_an_undone_change_is_found_by_its_old_words(world: World) -> None:
    piece = say_all(world)[1]
    from northing.organisation.commands import undo
    from northing.organisation.history import watched

    before = found(QUESTIONS[0])
    with watched() as change:
        commands.change_feedback(actor=world.tim, feedback=piece, text="Something else entirely")
    assert found(QUESTIONS[0]) != before
    undo(actor=world.tim, context=change.id)
    assert found(QUESTIONS[0]) == before


class Reversed:
    """Vectors of another length, as another model would give."""

    name, dimensions, contextual = "reversed", 8, True

    def embed(self, texts: Any) -> Any:
        return np.array([[len(text), *map(text.count, "aeiourn")] for text in texts], dtype=np.float32)


def test_another_embedder_takes_over_in_the_background(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    say_all(world)
    reading.embedder.cache_clear()
    reading.reader.cache_clear()
    monkeypatch.setattr(reading, "embedder_for", lambda _: Reversed())
    try:
        assert found(QUESTIONS[0]) == []
        commands.add_feedback(actor=world.tim, text="A slow model must keep nobody waiting")
        assert tend_similarity() == len(SAID) + 1
        assert [found(question) for question in QUESTIONS] == in_memory()
        assert set(Embedding.objects.values_list("name", "dimensions")) >= {("reversed", 8)}
    finally:
        reading.embedder.cache_clear()
        reading.reader.cache_clear()
