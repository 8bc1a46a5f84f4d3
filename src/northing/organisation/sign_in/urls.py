"""The addresses of signing in. Of allauth's only those that have a page of ours; no sign-up among them."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path
from django.views.generic import RedirectView

from northing.organisation.access.table import Row, Section
from northing.organisation.sign_in import views

PAGES = "organisation/sign_in/"
FACTORS = "Own password and second factors"

# allauth's success pages lead here: our account page lists the second factors.
_to_account = RedirectView.as_view(pattern_name="organisation:account")

urlpatterns = [
    path("sign-in/", account.LoginView.as_view(template_name=f"{PAGES}password.html"), name="account_login"),
    path("sign-out/", account.LogoutView.as_view(), name="account_logout"),
    path("sign-in/passkey/", webauthn.LoginWebAuthnView.as_view(), name="mfa_login_webauthn"),
    path(
        "sign-in/second/",
        mfa.AuthenticateView.as_view(template_name=f"{PAGES}second_factor.html"),
        name="mfa_authenticate",
    ),
    path(
        "sign-in/again/",
        account.ReauthenticateView.as_view(template_name=f"{PAGES}again.html"),
        name="account_reauthenticate",
    ),
    path(
        "sign-in/again/code/",
        mfa.ReauthenticateView.as_view(template_name=f"{PAGES}again_code.html"),
        name="mfa_reauthenticate",
    ),
    path(
        "sign-in/again/passkey/",
        views.ReauthenticateByPasskey.as_view(template_name=f"{PAGES}again_passkey.html"),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/second-factors/", _to_account, name="mfa_index"),
    path("account/passkeys/", _to_account, name="mfa_list_webauthn"),
    path(
        "account/authenticator/add/",
        totp.ActivateTOTPView.as_view(template_name=f"{PAGES}authenticator_add.html"),
        name="mfa_activate_totp",
    ),
    path(
        "account/authenticator/remove/",
        totp.DeactivateTOTPView.as_view(template_name=f"{PAGES}authenticator_remove.html"),
        name="mfa_deactivate_totp",
    ),
    path(
        "account/passkeys/add/",
        webauthn.AddWebAuthnView.as_view(template_name=f"{PAGES}passkey_add.html"),
        name="mfa_add_webauthn",
    ),
    path(
        "account/passkeys/<int:pk>/remove/",
        webauthn.RemoveWebAuthnView.as_view(template_name=f"{PAGES}passkey_remove.html"),
        name="mfa_remove_webauthn",
    ),
    path(
        "account/recovery-codes/",
        codes.ViewRecoveryCodesView.as_view(template_name=f"{PAGES}recovery_codes.html"),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/recovery-codes/renew/",
        codes.GenerateRecoveryCodesView.as_view(template_name=f"{PAGES}recovery_codes_renew.html"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/download/",
        codes.DownloadRecoveryCodesView.as_view(template_name=f"{PAGES}recovery_codes.txt"),
        name="mfa_download_recovery_codes",
    ),
]


def _open(route: str, *methods: str) -> list[Row]:
    return [Row(route, method, "Sign in", Section.SEE, nobody="yyy") for method in methods]


def _own(route: str, *methods: str) -> list[Row]:
    return [Row(route, method, FACTORS, Section.CHANGE) for method in methods]


ACCESS = [
    *_open("account_login", "GET", "POST"),
    *_open("mfa_login_webauthn", "GET", "POST"),
    # In the middle of signing in; at any other moment it leads back to its beginning.
    *_open("mfa_authenticate", "GET", "POST"),
    *_open("account_logout", "POST"),  # also half-way, by whoever is not the one whose password it was
    *_own("account_reauthenticate", "GET", "POST"),
    *_own("mfa_reauthenticate", "GET", "POST"),
    *_own("mfa_reauthenticate_webauthn", "GET", "POST"),
    *_own("mfa_index", "GET"),
    *_own("mfa_list_webauthn", "GET"),
    *_own("mfa_activate_totp", "GET", "POST"),
    *_own("mfa_add_webauthn", "GET", "POST"),
    *_own("mfa_deactivate_totp", "GET", "POST"),
    *_own("mfa_view_recovery_codes", "GET"),
    *_own("mfa_generate_recovery_codes", "GET", "POST"),
    *_own("mfa_download_recovery_codes", "GET"),
    *(
        Row(
            "mfa_remove_webauthn",
            method,
            FACTORS,
            Section.CHANGE,
            "yhh",
            "yhh",
            "yhh",
            "yhh",
            "yhh",
            note="Only one’s own.",
        )
        for method in ("GET", "POST")
    ),
]
