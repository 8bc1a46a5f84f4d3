"""What somebody types or pastes into a cell, turned into a change of the feature."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from northing.kernel.days import read_day
from northing.kernel.errors import Refused
from northing.kernel.filters import CUSTOM
from northing.organisation.custom_forms import read
from northing.organisation.models import Member
from northing.organisation.queries.custom_fields import CustomFields
from northing.planning.commands import Promise
from northing.planning.models import FeatureState
from northing.planning.queries.choices import ROWS
from northing.planning.queries.feature_columns import own_fields

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
ESTIMATE = ("estimate_low", "estimate_likely", "estimate_high")
EMPTY = {"", "-", "–", "none"}


@dataclass(slots=True)
class Reader:
    """Reads cells for one actor. Names are looked up once a field: a pasted block asks no more than a cell."""

    actor: Member
    today: date
    own: CustomFields
    _names: dict[str, dict[str, Any]]

    def __init__(self, actor: Member, today: date, own: CustomFields | None = None) -> None:
        self.actor, self.today, self._names = actor, today, {}
        self.own = own_fields() if own is None else own

    def fields(self, field: str, text: str, choice: str = "") -> dict[str, Any]:
        """The feature's columns that the cell stands for, with their new values.

        `choice` is the option that was picked, if any. Refused with what is wrong, under "value".
        """
        said = " ".join(text.split())
        if field == "name":
            if not said:
                raise Refused(value="A feature needs a name.")
            return {"name": said}
        if field == "state":
            return {"state": self._state(choice or said)}
        if field == "estimate":
            return dict(zip(ESTIMATE, _estimate(said), strict=True))
        if field.startswith(CUSTOM):
            return {"custom": self._own_value(field, said, choice)}
        return {field: self._row(field, said, choice)}

    def promise(self, text: str, choice: str = "") -> Promise:
        said = (choice or text).strip()
        return Promise(None if said.lower() in EMPTY else read_day(said, self.today))

    def _state(self, said: str) -> str:
        for state in FeatureState:
            if said.lower() in {state.value, str(state.label).lower()}:
                return state.value
        raise Refused(
            value=f"“{said}” is no state. Choose {', '.join(str(label) for label in FeatureState.labels)}."
        )

    def _own_value(self, key: str, said: str, choice: str) -> dict[str, Any]:
        field = self.own.get(key)
        if field is None:
            raise Refused(value="There is no such field any more.")
        return {field.row.slug: read(field, said, choice, self.today)}

    def _row(self, field: str, said: str, choice: str) -> Any:
        if not choice and said.lower() in EMPTY:
            return None
        known = self._known(field)
        found = known.get(f"#{choice}") if choice else known.get(said.lower())
        if found is None:
            raise Refused(value=f"There is no {field} “{said or choice}”.")
        return found

    def _known(self, field: str) -> dict[str, Any]:
        if field not in self._names:
            rows = list(ROWS[field](self.actor))
            by_name = {str(row).lower(): row for row in rows}
            self._names[field] = {f"#{row.pk}": row for row in rows} | by_name
        return self._names[field]


def _estimate(said: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """ "4-6-9", "4 6 9" or "6 4–9" as the cell shows it; one number is all three; empty is none."""
    if said.lower() in EMPTY:
        return None, None, None
    numbers = [Decimal(number.replace(",", ".")) for number in NUMBER.findall(said)]
    if len(numbers) == 1:
        return numbers[0], numbers[0], numbers[0]
    if len(numbers) != 3:
        raise Refused(value=f"“{said}” is no estimate. Write low, likely and high weeks, like 4–6–9.")
    low, likely, high = sorted(numbers)
    return low, likely, high
