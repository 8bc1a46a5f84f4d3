"""Where allauth's pages lead somewhere that we do not want."""

from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.http import HttpResponse
from django.shortcuts import redirect

from northing.kernel.toasts import toast


class ReauthenticateByPasskey(ReauthenticateWebAuthnView):  # type: ignore[misc]  # allauth is untyped to mypy
    """A passkey that does not fit is asked for again, instead of leading to the sign-in page."""

    def form_invalid(self, form: object) -> HttpResponse:  # noqa: ARG002
        toast(self.request, "This passkey is not yours here. Try another.", failure=True)
        return redirect(self.request.get_full_path())
