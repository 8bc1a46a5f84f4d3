import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.similarity.corpora import firsts, letter_vectors

from northing_engine.similarity import SIGNALS, CorpusCounts, Reader, Signature, Signatures, signals

texts = st.text(max_size=80)


@settings(max_examples=80, deadline=None)
@given(texts, texts)
def test_a_packed_signature_comes_back_whole(title: str, body: str) -> None:
    one = Reader(letter_vectors()).signature(title, body)
    two = Signature.unpacked(one.packed(), one.vectors)
    for name in ("terms", "title_counts", "body_counts", "title_grams", "title_gram_weights", "vectors"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
    assert one.length == two.length


@pytest.mark.parametrize("cut", [0, 5, -1])
def test_bytes_that_are_no_signature_are_refused(cut: int) -> None:
    packed = Reader().signature("Dark mode", "White hurts").packed()
    with pytest.raises(ValueError, match="signature"):
        Signature.unpacked(packed[:cut], np.zeros((2, 0), dtype=np.float16))


def test_a_signature_does_not_depend_on_what_was_read_before() -> None:
    fresh, used = Reader(letter_vectors()), Reader(letter_vectors())
    used.signatures(*zip(*firsts(), strict=True))
    assert fresh.signature("Dark mode", "at night").packed() == used.signature("Dark mode", "at night").packed()


def test_counts_after_adding_and_removing_are_those_of_counting_anew() -> None:
    reader = Reader(letter_vectors())
    every = reader.signatures(*zip(*firsts(), strict=True))
    kept, anew = CorpusCounts(16), CorpusCounts(16)
    kept.add(every)
    kept.remove(every[::2])
    anew.add(every[1::2])
    assert (kept.pieces, kept.length, kept.documents) == (anew.pieces, anew.length, anew.documents)
    assert np.array_equal(kept.vector_steps, anew.vector_steps)


def test_the_text_itself_is_found_by_every_signal_that_compares_like_with_like() -> None:
    reader = Reader(letter_vectors())
    said = firsts()
    every = reader.signatures(*zip(*said, strict=True))
    counts = CorpusCounts(16)
    counts.add(every)
    names = (
        "words: all in all",
        "title's words found",
        "BM25",
        "meaning: title and title",
        "meaning: all and all",
    )
    like_with_like = [SIGNALS.index(name) for name in names]
    for at, (title, body) in enumerate(said):
        question = reader.question(title, body)
        seen = signals(question, Signatures.of(every), counts.statistics(question.signature.terms))
        assert np.allclose(seen[at, like_with_like], 1.0, atol=1e-3)


def test_signals_of_a_candidate_do_not_depend_on_the_others() -> None:
    reader = Reader(letter_vectors())
    every = reader.signatures(*zip(*firsts(), strict=True))
    counts = CorpusCounts(16)
    counts.add(every)
    question = reader.question("Export drafts to Excel", "at night")
    statistics = counts.statistics(question.signature.terms)
    together = signals(question, Signatures.of(every), statistics)
    alone = np.concatenate([signals(question, Signatures.of([each]), statistics) for each in every])
    assert np.allclose(together, alone, atol=1e-6)
