"""What becomes of a group: the pieces that stay ticked, and the name or the reason."""

from collections.abc import Iterable
from typing import Any

from django import forms

from northing.kernel.numbers import whole


class GroupForm(forms.Form):
    name = forms.CharField(max_length=200, required=False)
    reason = forms.CharField(required=False)

    def __init__(self, data: Any, pieces: Iterable[str]) -> None:
        super().__init__(data)
        self._pieces = list(pieces)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        pieces = [whole(piece) for piece in self._pieces]
        if None in pieces:
            raise forms.ValidationError("A piece is chosen by its number.")
        return said | {"pieces": pieces}
