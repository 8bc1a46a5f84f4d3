"""What allauth asks us: who may come in, how failures are worded, where people go afterwards."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from northing.kernel.toasts import toast

PAUSE = "15 minutes"
NUMBERS = ("No", "One", "Two", "Three", "Four")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped to mypy
    """No sign-up: members come by invitation. Nothing tells whether an address belongs to somebody."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Who left is refused in the same words, and uses up a try, like a wrong password."""
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.pre_authenticate(request, **credentials)
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._tries_left = self._count_tries_left(request, **credentials)

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code == "email_password_mismatch":
            return ValidationError(
                f"E-mail and password do not match. {tries_in_words(getattr(self, '_tries_left', None))}"
            )
        if code == "too_many_login_attempts":
            return ValidationError(f"Too many tries. Wait {PAUSE}, or have a sign-in link sent to you.")
        error: ValidationError = super().validation_error(code, *args)
        return error

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in is not asked for the same password at once."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        given = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in given), default=0.0)
        return bool(time.time() - latest >= app_settings.REAUTHENTICATION_TIMEOUT)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        found = self.authenticate(self.request, email=getattr(user, "email"), password=password)  # noqa: B009
        return found is not None and found.pk == user.pk

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:  # noqa: ARG002
        toast(request, "This passkey does not open anything here.", failure=True)
        return redirect("account_login")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,  # noqa: ARG002  allauth's own words are not ours
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",  # noqa: ARG002
        message: str | None = None,
    ) -> None:
        if level >= messages.ERROR and message:
            toast(request, message, failure=True)

    def _count_tries_left(self, request: HttpRequest, **credentials: Any) -> int:
        key = self._get_login_attempts_cache_key(request, **credentials)
        left = []
        for rate in ratelimit.get_rates(app="allauth.account", action="login_failed"):
            used = cache.get(
                ratelimit.get_cache_key(
                    request, app="allauth.account", action="login_failed", rate=rate, key=key
                ),
                [],
            )
            recent = [moment for moment in used if moment > time.time() - rate.duration]
            left.append(max(0, rate.amount - len(recent)))
        return min(left, default=len(NUMBERS))


def tries_in_words(left: int | None) -> str:
    """ "Four more tries, then a pause of 15 minutes." """
    if left is None or left >= len(NUMBERS):
        return "After five tries there is a pause of 15 minutes."
    if left == 0:
        return f"Now there is a pause of {PAUSE}."
    return f"{NUMBERS[left]} more {'try' if left == 1 else 'tries'}, then a pause of {PAUSE}."
