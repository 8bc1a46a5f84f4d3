"""Django's settings, from the environment and the keys in the data folder."""

from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from psycopg.conninfo import conninfo_to_dict

from northing.config.embedded import EmbeddedServer
from northing.config.environment import environment
from northing.config.secrets import key

ENV = environment()

DEBUG = ENV.debug
SECRET_KEY = key(ENV.data_dir, "django")
ALLOWED_HOSTS = [*ENV.allowed_hosts, urlsplit(ENV.address).hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [ENV.address]

INSTALLED_APPS = [
    "northing.organisation",
    "northing.portfolio",
    "northing.metrics",
    "northing.strategy",
    "northing.insight",
    "northing.planning",
    "northing.people",
    "northing.exchange",
    "northing.cockpit",
    "northing.ui",
    "northing.config.apps.ConfigConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "northing.ui.middleware.ToastMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "northing.organisation.bearer.BearerMiddleware",
    "northing.organisation.middleware.AccessMiddleware",
    "northing.organisation.middleware.TextMiddleware",
    "northing.organisation.middleware.RefusalMiddleware",
    "northing.organisation.middleware.OnceMiddleware",
    "northing.organisation.middleware.LookingMiddleware",
]

ROOT_URLCONF = "northing.config.urls"
WSGI_APPLICATION = "northing.config.wsgi.application"


def database(url: str) -> dict[str, Any]:
    given = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", "northing"),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        # Set, because the history triggers ask for it with every row, and asking for what is not set raises
        # and catches an error each time: ten times the cost of the row.
        "OPTIONS": {"options": "-c pgtrigger.ignore={}", **given, "pool": {"min_size": 1, "max_size": 8}},
        "ATOMIC_REQUESTS": False,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }


DATABASES = {"default": database(ENV.database_url or EmbeddedServer(ENV.data_dir).url)}
# Shared by all processes: limits on guessing passwords must not start anew in each of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "northing_cache",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_LOADERS = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django_cotton.cotton_loader.Loader",
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES = [
    {
        "BACKEND": "northing.ui.templating.Templates",
        "NAME": "django",
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": ["template_partials.templatetags.partials", "django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "northing.ui.context.shell",
            ],
        },
    }
]

STATIC_URL = "/static/"
DATA_DIR = ENV.data_dir
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
_IN_FOLDER = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
_IN_STORE = {"BACKEND": "northing.config.object_storage.ObjectStorage", "OPTIONS": {"url": ENV.files_url}}
STORAGES = {
    "default": _IN_STORE if ENV.files_url else _IN_FOLDER,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
FORM_RENDERER = "northing.ui.form_renderer.FormRenderer"

AUTH_USER_MODEL = "organisation.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "northing.organisation.sign_in.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "northing.organisation.sign_in.forms.SignInForm",
    "reauthenticate": "northing.organisation.sign_in.forms.ReauthenticateForm",
}
ACCOUNT_RATE_LIMITS = {"login": "60/15m/ip", "login_failed": "5/15m/key,50/15m/ip"}
ACCOUNT_SESSION_REMEMBER = None  # the person chooses: 30 days, or until the browser closes
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # members come by invitation, and the link went to that address

ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Northing"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks are half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.secure
PASSWORD_RESET_TIMEOUT = 3600  # a sign-in link

PUBLIC_ADDRESS = ENV.address
EMBEDDER = ENV.embedder
MAIL_IS_CONFIGURED = ENV.mail_url is not None
_MAIL = urlsplit(ENV.mail_url or "smtp://localhost")
DEFAULT_FROM_EMAIL = ENV.mail_from
EMAIL_HOST = _MAIL.hostname
EMAIL_PORT = _MAIL.port or (465 if _MAIL.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_USE_TLS = not EMAIL_USE_SSL and bool(EMAIL_HOST_USER)  # a password never travels in the open
EMAIL_TIMEOUT = 20

SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.secure
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31_536_000 if ENV.secure else 0

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": [UNSAFE_INLINE],  # positions of bars and dots are computed by the server
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000  # a program's push of 100,000 values
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a bulk edit of a long list
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
PGHISTORY_APPEND_ONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a mistyped address is no event for the operator
}
