import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing_engine.similarity.words import Vocabulary, fold, grams, stem, term, tokens, words


@pytest.mark.parametrize(
    ("one", "other"),
    [("Größe", "GROSSE"), ("déjà", "DEJA"), ("niño", "nino"), ("ﬁle", "file"), ("cafe\u0301", "café")],
)
def test_accents_case_and_composed_letters_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("queries", "query"),
        ("crashed", "crash"),
        ("exporting", "export"),
        ("cartes", "carte"),
        ("filas", "fila"),
    ],
)
def test_common_endings_make_no_difference(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["gas", "pass", "red", "king", "bus"])
def test_short_words_keep_what_only_looks_like_an_ending(word: str) -> None:
    assert stem(word) == word


def test_a_compound_name_is_also_read_as_its_parts() -> None:
    assert words("saveDraft") == ["savedraft", "save", "draft"]
    assert words("HTTPServer") == ["httpserver", "http", "server"]


def test_scripts_without_spaces_are_read_in_pairs() -> None:
    assert words("検索機能") == ["検索", "索機", "機能"]


@given(st.text(max_size=60))
def test_any_text_is_read_and_reading_twice_gives_the_same(text: str) -> None:
    vocabulary = Vocabulary()
    assert vocabulary.terms(text) == vocabulary.terms(text)
    assert all(words(token) for token in tokens(text))


@given(st.text(alphabet=st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=12))
def test_grams_are_distinct_ascending_and_never_none(word: str) -> None:
    found = grams(word).tolist()
    assert found
    assert found == sorted(set(found))


def test_a_term_is_the_same_number_everywhere() -> None:
    assert term("draft") == 1182570132  # CRC-32, as zlib of any language computes it
