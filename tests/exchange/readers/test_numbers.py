"""Numbers in the ways people and spreadsheets write them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing.exchange.readers.numbers import Mark, evidence, mark_of, read_number


@pytest.mark.parametrize(
    ("written", "mark", "meant"),
    [
        ("1,234.5", ".", 1234.5),
        ("1.234,5", ",", 1234.5),
        ("12 345,6", ",", 12345.6),
        ("0,543", ",", 0.543),
        ("1,5", ".", 1.5),
        ("1,234.5", ",", 1234.5),
        ("1,234", ".", 1234),
        ("12,34,567", ".", 1_234_567),
        ("12.05.2026", ",", None),
        ("(12)", ".", -12),
        ("−3 %", ".", -3),
        ("-€5", ".", -5),
        ("€412k", ".", 412_000),
        ("EUR 5", ".", 5),
        ("5 EUR", ".", 5),
        ("1.2bn", ".", 1.2e9),
        ("1.2e3", ".", 1200),
        ("nan", ".", None),
        ("inf", ".", None),
        ("1_000", ".", None),
        ("1,2,3", ",", None),
        ("(12", ".", None),
        ("twelve", ".", None),
        ("9" * 400, ".", None),
        ("", ".", None),
    ],
)
def test_a_written_number_is_read_or_refused(written: str, mark: Mark, meant: float | None) -> None:
    if meant is None:
        with pytest.raises(ValueError, match=r"\w"):
            read_number(written, mark)
    else:
        assert read_number(written, mark) == pytest.approx(meant)


@pytest.mark.parametrize(
    ("values", "separator", "mark"),
    [
        (["1,234", "5,678"], ",", "."),
        (["1,234", "5,678"], ";", ","),
        (["1,234", "0,5"], ",", ","),
        (["1.234", "0.5"], ";", "."),
        (["1.234.567"], ",", ","),
        (["12", "n/a"], ",", "."),
    ],
)
def test_a_table_says_what_stands_before_its_decimals(values: list[str], separator: str, mark: Mark) -> None:
    assert mark_of(evidence(values), separator=separator) == mark


@given(st.floats(min_value=-1e12, max_value=1e12, allow_nan=False))
def test_whatever_a_program_writes_is_read_back(value: float) -> None:
    assert read_number(repr(value), ".") == value


@given(st.text(max_size=80), st.sampled_from([".", ","]))
def test_no_text_does_more_than_be_refused(text: str, mark: Mark) -> None:
    with suppress(ValueError):
        assert isinstance(read_number(text, mark), float)
    evidence([text])
