"""The net itself: a variable that nobody gave is caught, and silence stays where it belongs."""

import pytest
from django.template import Origin, Template

from tests.undefined import OURS, UndefinedVariable


def rendered(source: str, *, file: str) -> str:
    from django.template import Context

    return Template(source, origin=Origin(file)).render(Context())


def test_an_undefined_variable_of_ours_fails() -> None:
    with pytest.raises(UndefinedVariable, match=r"page.html uses {{ nobody.name }}"):
        rendered("{{ nobody.name }}", file=f"{OURS}/ui/templates/page.html")


def test_asking_whether_it_is_there_is_allowed() -> None:
    assert rendered("{% if nobody %}yes{% endif %}", file=f"{OURS}/ui/templates/page.html") == ""


def test_templates_of_others_count_on_silence() -> None:
    assert rendered("{{ nobody }}", file="/elsewhere/page.html") == ""
