from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.similarity.corpora import NOISE, PAIRS, firsts, letter_vectors

from northing_engine.similarity import Match, SimilarityIndex

WORDS = ["export", "excel", "draft", "night", "crash", "größe", "échéance", "saveDraft", "the", "a", "!!", ""]
pieces = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
        st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    ),
    max_size=14,
)


def index_of(held: dict[int, tuple[str, str]]) -> SimilarityIndex:
    ids = sorted(held)
    return SimilarityIndex(
        ids, [held[id_][0] for id_ in ids], [held[id_][1] for id_ in ids], embedder=letter_vectors()
    )


@pytest.mark.parametrize("language", PAIRS)
def test_what_was_said_before_in_other_words_comes_first(language: str) -> None:
    said = [*(first for first, _ in PAIRS[language]), *NOISE]
    index = SimilarityIndex(range(len(said)), [title for title, _ in said], [body for _, body in said])
    for first, (title, body) in PAIRS[language]:
        assert said[index.search(title, body, k=1)[0].id] == first


def test_the_same_text_is_wholly_alike_and_another_less() -> None:
    index = SimilarityIndex([1, 2], ["Dark mode", "Export"], ["White hurts", "Rows to Excel"])
    first, *rest = index.search("Dark mode", "White hurts", k=2)
    assert first.id == 1
    assert all(match.similarity < first.similarity for match in rest)


@settings(max_examples=60, deadline=None)
@given(pieces, st.lists(st.integers(0, 9), max_size=6))
def test_an_index_kept_piece_by_piece_answers_as_one_built_anew(
    added: list[tuple[int, str, str]], removed: list[int]
) -> None:
    kept = SimilarityIndex(embedder=letter_vectors())
    held: dict[int, tuple[str, str]] = {}
    for id_, title, body in added:
        kept.add([id_], [title], [body])
        held[id_] = (title, body)
    for id_ in removed:
        if id_ in held:
            kept.remove([id_])
            del held[id_]
    anew = index_of(held)
    assert set(kept.ids) == set(held)
    for title, body in [*held.values(), ("export excel", "draft night")]:
        assert kept.search(title, body) == anew.search(title, body)


@settings(max_examples=60, deadline=None)
@given(pieces, st.integers(1, 12))
def test_matches_are_distinct_sorted_and_no_more_than_asked(added: list[tuple[int, str, str]], k: int) -> None:
    index = index_of({id_: (title, body) for id_, title, body in added})
    found = index.search("export draft", "the crash", k=k)
    ids = [match.id for match in found]
    assert len(ids) == len(set(ids)) <= k
    assert all(0 < match.similarity <= 1 for match in found)
    assert found == sorted(found, key=lambda match: (-match.similarity, match.id))


def test_of_pieces_equally_alike_the_lower_id_comes_first_numbers_before_text() -> None:
    index = SimilarityIndex(["b", 7, "a", 3], ["Dark mode"] * 4, [""] * 4)
    assert [match.id for match in index.search("Dark mode")] == [3, 7, "a", "b"]


def test_adding_a_known_id_replaces_what_it_said() -> None:
    index = SimilarityIndex([1], ["Dark mode"], [""])
    index.add([1], ["Export to Excel"], [""])
    assert len(index) == 1
    assert index.search("Dark mode") == []
    assert [match.id for match in index.search("Excel export")] == [1]


def test_a_large_index_that_lost_most_of_its_pieces_still_answers_as_built_anew() -> None:
    titles = [f"Topic{number % 17} export{number}" for number in range(700)]
    index = SimilarityIndex(range(700), titles, [""] * 700)
    index.remove(range(600))
    anew = SimilarityIndex(range(600, 700), titles[600:], [""] * 100)
    assert index.search(titles[650], k=20) == anew.search(titles[650], k=20)


@pytest.mark.parametrize("text", ["", "  ", "!!! ???", "🙂"])
def test_a_text_without_words_finds_nothing_and_is_found_by_nothing(text: str) -> None:
    index = SimilarityIndex([1, 2], ["Dark mode", text], ["", text])
    assert index.search(text) == []
    assert [match.id for match in index.search("Dark mode")] == [1]


def test_an_empty_index_finds_nothing() -> None:
    assert SimilarityIndex().search("anything") == []


def test_wrong_calls_change_nothing() -> None:
    index = SimilarityIndex([1], ["Dark mode"], [""])
    with pytest.raises(ValueError, match="one title and one body"):
        index.add([2], [], [])
    with pytest.raises(ValueError, match="stands twice"):
        index.add([2, 2], ["a", "b"], ["", ""])
    with pytest.raises(KeyError):
        index.remove([1, 5])
    with pytest.raises(ValueError, match="at least 1"):
        index.search("Dark mode", k=0)
    assert [match.id for match in index.search("Dark mode")] == [1]


def test_a_saved_index_answers_as_before(tmp_path: Path) -> None:
    said = firsts()
    index = SimilarityIndex(
        [f"piece {at}" for at in range(len(said))],
        [title for title, _ in said],
        [body for _, body in said],
        embedder=letter_vectors(),
    )
    index.remove(["piece 3"])
    index.save(tmp_path / "index")
    loaded = SimilarityIndex.load(tmp_path / "index", embedder=letter_vectors())
    assert set(loaded.ids) == set(index.ids)
    for title, body in said:
        assert loaded.search(title, body) == index.search(title, body)


def test_a_saved_index_is_refused_with_another_embedder_and_when_it_is_none(tmp_path: Path) -> None:
    SimilarityIndex([1], ["Dark mode"], [""], embedder=letter_vectors()).save(tmp_path / "index")
    with pytest.raises(ValueError, match="letters"):
        SimilarityIndex.load(tmp_path / "index")
    (tmp_path / "other").write_bytes(b"not an index")
    with pytest.raises(ValueError, match="no similarity index"):
        SimilarityIndex.load(tmp_path / "other")


def test_vectors_find_what_shares_no_word() -> None:
    index = SimilarityIndex([1, 2], ["aabb", "xxyy"], ["", ""], embedder=letter_vectors())
    assert index.search("bbaa", k=1)[0].id == 1
    assert isinstance(index.search("bbaa", k=1)[0], Match)


def test_a_long_paste_is_read_to_its_limit_only() -> None:
    index = SimilarityIndex([1], ["Log"], ["word " * 100_000])
    assert index.search("Log", "word", k=1)[0].id == 1
    assert np.isfinite(index.search("Log", "word", k=1)[0].similarity)
