"""A person's own formula: which names it may use, and where it is wrong."""

from dataclasses import dataclass

from northing.kernel.errors import Refused
from northing.planning.queries.prioritise.own_values import own_names
from northing_engine.scoring import KNOWN, Formula, FormulaError, parse

FIELDS = tuple(dict.fromkeys(field for known in KNOWN.values() for field in known.fields))
"""What people say of candidates."""
COUNTED = ("asks", "customers", "revenue")
"""What is counted by itself: pieces of feedback, customers who ask, what they pay."""


def names(*, archived: bool = False) -> tuple[str, ...]:
    """What a formula may use: what people say, what is counted, and the organisation's own fields."""
    return (*FIELDS, *COUNTED, *own_names(archived=archived))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a formula: `before`, `here` and `after` are its text, cut at the characters meant."""

    before: str
    here: str
    after: str
    position: int
    message: str


def check_formula(text: str, *, archived: bool = False) -> Formula:
    """Refused under `formula`, with the character that is wrong. `archived`: also own fields that were."""
    try:
        return parse(text, names(archived=archived))
    except FormulaError as error:
        raise Refused(formula=str(error)) from error


def fault_of(text: str) -> Fault | None:
    """None when the formula can be computed."""
    try:
        parse(text, names())
    except FormulaError as error:
        begins, ends = error.position, error.position + error.length
        return Fault(text[:begins], text[begins:ends], text[ends:], begins + 1, error.message)
    return None


def formula_of(method: str, own: str = "") -> str:
    """How a method scores, in the language of formulas; "" for weighted drivers."""
    return own or (KNOWN[method].formula if method in KNOWN else "")


def source_of(method: str) -> str:
    """Where a method comes from; "" for one's own."""
    return KNOWN[method].source if method in KNOWN else ""
