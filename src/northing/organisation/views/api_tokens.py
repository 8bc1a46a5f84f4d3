"""Tokens that let programs act as oneself."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from northing.kernel import clock
from northing.kernel.errors import NotVisible, Refused
from northing.kernel.forms import refused
from northing.kernel.toasts import toast
from northing.organisation import commands
from northing.organisation.forms import TokenForm
from northing.organisation.queries import api_tokens
from northing.organisation.request import actor_of


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The list; a new token's secret is in the answer to the request that made it, and never again."""
    actor, secret = actor_of(request), ""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        days = form.cleaned_data["days"]
        expires_at = clock.now() + timedelta(days=int(days)) if days else None
        try:
            _, secret = commands.make_api_token(
                actor=actor,
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                expires_at=expires_at,
            )
        except Refused as refusal:
            refused(form, refusal)
        else:
            form = TokenForm()
    now = clock.now()
    rows = [(token, token.is_open(now)) for token in api_tokens.tokens_of(actor)]
    context = {"rows": rows, "form": form, "secret": secret}
    return render(request, "organisation/tokens.html", context, status=422 if form.errors else 200)


def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Not to be undone: a token that was revoked may have been found by somebody."""
    actor = actor_of(request)
    token = api_tokens.token_of(actor, pk)
    if token is None:
        raise NotVisible
    commands.revoke_api_token(actor=actor, token=token)
    toast(request, f"Revoked {token.name}")
    return redirect("organisation:tokens")
