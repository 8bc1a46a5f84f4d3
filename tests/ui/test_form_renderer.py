"""Lists to choose from are drawn as Django would draw them."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import ChoiceWidget

from northing.ui.form_renderer import FormRenderer

GROUPS = [("", "None"), ("Lines", [("a<b", "Less & more"), ("2", "Two")]), ("3", "Three")]


class Parts(HTMLParser):
    """Tags with their attributes in any order, and words without the space around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(data.strip())


@pytest.mark.parametrize("value", ["", "a<b", "3", None])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.RadioSelect, forms.TextInput])
def test_a_widget_says_what_django_says(widget: type[forms.Widget], value: str | None) -> None:
    drawn = widget(attrs={"required": True, "disabled": False, "title": '"quoted" <b>'})
    if isinstance(drawn, ChoiceWidget):
        drawn.choices = GROUPS
    said = [value] if isinstance(drawn, forms.SelectMultiple) and value else value
    ours, djangos = (drawn.render("line", said, renderer=by()) for by in (FormRenderer, DjangoTemplates))
    assert Parts(ours).found == Parts(djangos).found
