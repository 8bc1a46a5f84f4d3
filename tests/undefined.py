"""A pytest plugin: a variable that a template of ours uses and nobody gave it fails the test."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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
        template = sys._getframe(1).f_locals["context"].render_context.template
        if not template.origin.name.startswith(OURS):
            return ""  # allauth's and Django's own templates count on silence
        raise UndefinedVariable(f"{template.name} uses {{{{ {missing} }}}}, which it was not given.")


@pytest.fixture(autouse=True, scope="session")
def _undefined_variables_fail() -> Iterator[None]:
    from django.template import engines

    engine = engines["django"].engine  # type: ignore[attr-defined]  # Django's own backend
    engine.string_if_invalid = Shout()
    yield
    engine.string_if_invalid = ""
