"""Django's templates, whose pages leave nothing behind."""

from typing import Any

from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates
from django.template.backends.django import Template as DjangoTemplate
from django.template.context import make_context
from django.utils.safestring import SafeString


class Template(DjangoTemplate):
    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        """A context and what was pushed onto it hold each other, and with them all that the page showed.

        Emptied, it goes at once: thousands of rows that wait for their cycles to be found hold up a later page.
        """
        held = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(held)
        finally:
            held.dicts.clear()


class Templates(DjangoTemplates):
    def get_template(self, template_name: str) -> Template:
        return Template(super().get_template(template_name).template, self)
