"""What somebody types into a cell of the customers' table, turned into a change of the customer."""

from datetime import date
from typing import Any

from northing.insight.models import Health
from northing.insight.queries import customer_choices
from northing.kernel.amounts import read_amount
from northing.kernel.days import read_day
from northing.kernel.errors import Refused
from northing.kernel.numbers import whole

EMPTY = {"", "-", "–", "none", "nobody"}


def read_cell(field: str, text: str, choice: str, today: date) -> dict[str, Any]:
    """The columns that the cell stands for, with their new values. Refused under "value"."""
    said = " ".join((choice or text).split())
    empty = said.lower() in EMPTY
    match field:
        case "revenue":
            return _revenue(said) if not empty else {"revenue": None}
        case "renews":
            return {"renews_on": None if empty else read_day(said, today)}
        case "health":
            return {"health": "" if empty else _health(said)}
        case "owner":
            return {"owner": None if empty else _member(said, picked=bool(choice))}
    return {field: "" if empty else said}


def _revenue(said: str) -> dict[str, Any]:
    """Without a currency it stays in the one it was in."""
    amount, currency = read_amount(said)
    return {"revenue": amount} | ({"currency": currency} if currency else {})


def _health(said: str) -> str:
    for health in Health:
        if said.lower() in {health.value, str(health.label).lower()}:
            return health.value
    raise Refused(value=f"“{said}” is no health. Choose {', '.join(str(label) for label in Health.labels)}.")


def _member(said: str, *, picked: bool) -> Any:
    people = customer_choices.people()
    number = whole(said) if picked else None
    found = people.filter(pk=number).first() if number is not None else None
    found = found or people.filter(name__iexact=said).first()
    if found is None:
        raise Refused(value=f"Nobody here is called “{said}”. Choose somebody from the list.")
    return found
