"""Two inputs against each other: each candidate is a dot, and moving it says its values."""

from typing import Any

from django.http import HttpRequest

from northing.planning.prioritising.board import Board


def picture_context(request: HttpRequest, found: Board) -> dict[str, Any]:
    return {}
