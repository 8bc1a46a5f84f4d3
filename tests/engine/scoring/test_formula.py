"""A person's own formula: what it computes, and the character at which it is wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from northing_engine.scoring import FormulaError, parse
from northing_engine.scoring.formula import Undefined

NAMES = ("reach", "impact", "effort", "asks")


def value(text: str) -> float:
    return float(parse(text, NAMES).evaluate({}).item())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("8 - 3 - 2", 3),
        ("-2 ^ 2", -4),
        ("2 ^ 3 ^ 2", 512),
        ("2 * -3", -6),
        ("12 ÷ 4 × 2 − 1", 5),
        (".5e1", 5),
        ("max(1, 4, 2) - min(1, 4, 2)", 3),
        ("log(1) + sqrt(9) + abs(-2)", 5),
        ("if(3 >= 2, 10, 20)", 10),
        ("if(3 = 2, 10, 20)", 20),
        ("(1 < 2) + (2 ≠ 2)", 1),
    ],
)
def test_it_computes_as_on_paper(text: str, expected: float) -> None:
    assert value(text) == pytest.approx(expected)


def test_names_are_arrays_and_capitals_do_not_matter() -> None:
    formula = parse("Reach * impact / EFFORT", NAMES)
    assert formula.names == ("reach", "impact", "effort")
    found = formula.evaluate(
        {"reach": np.array([100.0, 200]), "impact": np.array([2.0, 3]), "effort": np.array([4.0, 2])}
    )
    assert found.tolist() == [50, 300]


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("", 0, "Write a formula"),
        ("reach * ", 8, "missing, not the end"),
        ("reach * $2", 8, "“$” means nothing"),
        ("reahc / effort", 0, "Did you mean reach?"),
        ("reach / (impact + 2", 8, "never closed"),
        ("reach impact", 6, "Put a sign"),
        ("reach)", 5, "nothing that fits"),
        ("median(reach, 2)", 0, "There is no function"),
        ("if(reach > 2, 1)", 0, "if(condition, a, b)"),
        ("log(1, 2)", 0, "Here are 2 parts"),
        ("1 < 2 < 3", 6, "two sides"),
        ("min", 0, "is a function"),
        ("1e99", 0, "too large"),
        ("max(1, , 2)", 7, "missing, not “,”"),
        ("(" * 60 + "1" + ")" * 60, 40, "inside each other"),
        ("1+" * 300 + "1", 500, "at most 500 characters"),
        ("__import__(1)", 0, "There is no function"),
    ],
)
def test_an_error_points_at_its_character(text: str, position: int, says: str) -> None:
    with pytest.raises(FormulaError) as error:
        parse(text, NAMES)
    assert says in error.value.message
    assert error.value.position == position


def test_a_division_by_zero_is_said_and_never_infinite() -> None:
    told: list[Undefined] = []
    found = parse("reach / effort", NAMES).evaluate(
        {"reach": np.array([1.0, 1]), "effort": np.array([0.0, 2])}, told
    )
    assert np.isnan(found).tolist() == [True, False]
    assert [(one.position, one.message, one.where.tolist()) for one in told] == [
        (6, "Division by zero.", [True, False])
    ]


def test_the_branch_that_is_not_taken_may_be_anything() -> None:
    told: list[Undefined] = []
    found = parse("if(effort > 0, reach / effort, log(reach))", NAMES).evaluate(
        {"reach": np.array([8.0, 1]), "effort": np.array([2.0, 0])}, told
    )
    assert found.tolist() == [4, 0]
    assert told == []


def test_powers_roots_and_logarithms_that_are_no_numbers_are_said() -> None:
    for text in ("log(reach)", "sqrt(reach)", "reach ^ 0.5", "(0 - reach) ^ 1000"):
        told: list[Undefined] = []
        assert np.isnan(parse(text, NAMES).evaluate({"reach": np.array([-4.0])}, told)).all()
        assert told


@given(st.text(alphabet="reachimpt0123456789.+-*/^()<>=,! ifmaxlog", max_size=60))
def test_whatever_is_typed_is_computed_or_refused(text: str) -> None:
    try:
        formula = parse(text, NAMES)
    except FormulaError as error:
        position = error.position
    else:
        position = 0
        found = formula.evaluate({name: np.array([2.0, 3.0], dtype=np.float32) for name in NAMES})
        assert not np.isinf(found).any()
    assert 0 <= position <= len(text)
