"""Rules of reply and the texts to begin with, kept by those who run the place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from northing.insight import commands, policies
from northing.insight.forms.replies import RuleForm, TemplateForm
from northing.insight.queries import reply_settings
from northing.kernel.errors import NotAllowed
from northing.kernel.toasts import toast
from northing.organisation.history import Recording, watched
from northing.organisation.queries.currency import our_currency
from northing.organisation.request import actor_of
from northing.ui.in_place import anew, ask


def rules(request: HttpRequest) -> HttpResponse:
    _for_keepers(request)
    context = {"rules": reply_settings.rules(), "currency": our_currency()}
    return render(request, "insight/reply_rules.html", context)


def rule(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A dialog for a new rule, or for one that is there."""
    _for_keepers(request)
    actor = actor_of(request)
    found = reply_settings.rule(pk) if pk else None
    initial = (
        {"segment": found.segment_id, "worth_from": found.worth_from, "working_days": found.working_days}
        if found
        else {}
    )

    def save(said: dict[str, Any]) -> tuple[str, str]:
        commands.save_rule(actor=actor, rule=found, **said)
        return "Saved the rule", reverse("insight:reply_rules")

    return ask(
        request,
        form=RuleForm(request.POST or None, initial=initial),
        title="Change the rule" if found else "New rule",
        verb="Save",
        save=save,
        page=reverse("insight:reply_rules"),
        about=found,
    )


def raise_rule(request: HttpRequest, pk: int) -> HttpResponse:
    _for_keepers(request)
    with watched() as change:
        commands.raise_rule(actor=actor_of(request), rule=reply_settings.rule(pk))
    return _done(request, "Moved the rule up", change, "insight:reply_rules")


def remove_rule(request: HttpRequest, pk: int) -> HttpResponse:
    _for_keepers(request)
    with watched() as change:
        commands.remove_rule(actor=actor_of(request), rule=reply_settings.rule(pk))
    return _done(request, "Removed the rule", change, "insight:reply_rules")


def templates(request: HttpRequest) -> HttpResponse:
    _for_keepers(request)
    return render(request, "insight/reply_templates.html", {"templates": reply_settings.templates()})


def template(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A dialog for a new text, or for one that is there."""
    _for_keepers(request)
    actor = actor_of(request)
    found = reply_settings.template(pk) if pk else None

    def save(said: dict[str, Any]) -> tuple[str, str]:
        saved = commands.save_template(actor=actor, template=found, **said)
        return f"Saved {saved.name}", reverse("insight:reply_templates")

    return ask(
        request,
        form=TemplateForm(
            request.POST or None, initial={"name": found.name, "text": found.text} if found else {}
        ),
        title=found.name if found else "New template",
        verb="Save",
        save=save,
        page=reverse("insight:reply_templates"),
        about=found,
    )


def remove_template(request: HttpRequest, pk: int) -> HttpResponse:
    _for_keepers(request)
    with watched() as change:
        commands.remove_template(actor=actor_of(request), template=reply_settings.template(pk))
    return _done(request, "Removed the template", change, "insight:reply_templates")


def _done(request: HttpRequest, text: str, change: Recording, page: str) -> HttpResponse:
    toast(request, text, undo=change.undo_url)
    return anew(request, page)


def _for_keepers(request: HttpRequest) -> None:
    if not policies.may_set_rules(actor_of(request)):
        raise NotAllowed("How replies are promised and begun is kept by owners and heads.")
