"""A pytest plugin: a variable that a template of ours uses and nobody gave it fails the test."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Node

import northing

OURS = str(Path(northing.__file__).parent)


class UndefinedVariable(Exception):
    """Not a `LookupError`, and no template tag takes it for an empty value."""


class Shout(str):
    """Stands for `string_if_invalid`: Django formats it with the name of what is missing."""

    __slots__ = ()

    def __new__(cls) -> "Shout":
        return super().__new__(cls, "%s")

    def __mod__(self, missing: object) -> str:
        origin = written_in()
        if not origin.startswith(OURS):
            return ""  # allauth's and Django's own templates count on silence
        raise UndefinedVariable(f"{Path(origin).name} uses {{{{ {missing} }}}}, which it was not given.")


def written_in() -> str:
    """The file of the template node that is being rendered. Django does not say: it is on the stack."""
    frame = sys._getframe(2)
    while frame.f_back and not isinstance(frame.f_locals.get("self"), Node):
        frame = frame.f_back
    return str(getattr(frame.f_locals.get("self"), "origin", ""))


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail() -> Iterator[None]:
    from django.template import engines

    engine = engines["django"].engine  # type: ignore[attr-defined]  # Django's own backend
    engine.string_if_invalid = Shout()
    yield
    engine.string_if_invalid = ""
