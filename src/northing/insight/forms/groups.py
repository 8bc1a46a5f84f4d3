"""What becomes of a group: the pieces that stay ticked, and the name or the reason."""

from collections.abc import Iterable
from typing import Any

from django import forms


class GroupForm(forms.Form):
    name = forms.CharField(max_length=200, required=False)
    reason = forms.CharField(required=False)

    def __init__(self, data: Any, pieces: Iterable[str]) -> None:
        super().__init__(data)
        self._pieces = list(pieces)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not all(piece.isdecimal() and len(piece) < 18 for piece in self._pieces):
            raise forms.ValidationError("A piece is chosen by its number.")
        return said | {"pieces": [int(piece) for piece in self._pieces]}
