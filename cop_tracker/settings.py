"""All settings, read from the environment; `.env.example` explains each variable."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from whitenoise.compress import Compressor

from cop_tracker import env, languages, logs
from cop_tracker.cache import PATIENCE
from cop_tracker.embedded import places
from cop_tracker.secret_key import earlier_keys, secret_key
from cop_tracker.single_sign_on import organisations

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = env.folder("VAR_DIR", BASE_DIR / "var")

# --- Who may call, and under which address ---------------------------------------------------

PORT = env.port()
BASE_URL = env.base_url("BASE_URL", f"http://127.0.0.1:{PORT}")
IS_HTTPS = BASE_URL.startswith("https://")
DEBUG = env.yes("DEBUG", default=False)
SECRET_KEY = secret_key(VAR_DIR)
SECRET_KEY_FALLBACKS = earlier_keys()
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE_SSL_REDIRECT = False  # The proxy in front ends TLS; see docs/operations.md.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# --- What the product is made of ---------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.saml",
    "cop_tracker.single_sign_on",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_structlog",
    "cop_tracker",
    "providers",
    "obligations",
    "obligations.incidents",
    "obligations.systemic_risk",
    "obligations.documents",
    "obligations.safety",
    "obligations.summaries",
    "obligations.requests",
    "obligations.copyright_desk",
    "obligations.routes",
    "obligations.indicators",
    "obligations.packages",
    "obligations.dossiers",
    "obligations.editions",
    "obligations.webhooks",
    "obligations.calendars",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cop_tracker.health.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "providers.middleware.ActorMiddleware",
    "providers.middleware.reader.ReaderMiddleware",
    "providers.middleware.kept_forms.KeptFormsMiddleware",
    "providers.middleware.second_factor.SecondFactorMiddleware",
    "providers.middleware.confirmation.ConfirmationMiddleware",
    "cop_tracker.errors.RefusalMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cop_tracker.head.HeadMiddleware",
]
COTTON_ISOLATE_BY_DEFAULT = True
ROOT_URLCONF = "cop_tracker.urls"
LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
CACHED_LOADERS = [("django.template.loaders.cached.Loader", LOADERS)]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            # Each of the two apps would otherwise install its own loaders in place of the other's.
            "loaders": [("template_partials.loader.Loader", CACHED_LOADERS)],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "obligations.templatetags.phrases",
                "obligations.templatetags.authors",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "obligations.context.page_frame",
                "cop_tracker.accounts.single_sign_on",
            ],
        },
    }
]

# --- Where things are kept ---------------------------------------------------------------------

DATABASES = {
    "default": env.database(
        "DATABASE_URL", places.database_url(VAR_DIR), pooled=env.yes("DB_POOL", default=False)
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CELERY_BROKER_URL = env.broker("CELERY_BROKER_URL", places.broker_url(VAR_DIR))
CACHE_URL = env.text("CACHE_URL", "") or env.cache_address(CELERY_BROKER_URL)
CACHES = {
    "default": {
        "BACKEND": "cop_tracker.cache.PatientRedisCache",
        "LOCATION": CACHE_URL,
        "OPTIONS": PATIENCE,
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
STATIC_URL = "/static/"
STYLES_DIR = env.folder("STYLES_DIR", VAR_DIR / "styles")  # What build_styles makes of app.css.
STATICFILES_DIRS = [STYLES_DIR / "source"]
STATIC_ROOT = STYLES_DIR / "served"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cop_tracker.static_files.StaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
# Squeezing maps for debuggers, and each file twice, would take a minute of the first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
EVIDENCE_ROOT = env.folder("EVIDENCE_ROOT", VAR_DIR / "evidence")
EVIDENCE_MAX_BYTES = env.count("EVIDENCE_MAX_BYTES", 20 * 1024**3)
EVIDENCE_FREE_BYTES = env.count("EVIDENCE_FREE_BYTES", 512 * 1024**2)
# Networks that webhooks may call besides the public internet, such as 10.1.0.0/16.
WEBHOOK_NETWORKS = env.networks("WEBHOOK_NETWORKS")
SECOND_FACTORS_KEY = env.folder("SECOND_FACTORS_KEY", VAR_DIR / "second-factors-key")
PACKAGE_SIGNING_KEY = env.folder("PACKAGE_SIGNING_KEY", VAR_DIR / "package-signing-key.pem")
FILE_UPLOAD_HANDLERS = ["obligations.uploads.EvidenceUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# --- People ------------------------------------------------------------------------------------

AUTH_USER_MODEL = "providers.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "cop_tracker.accounts.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # Addresses are invited, never typed in by a stranger.
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True  # Whose password or second factor changed is told by mail.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = BASE_URL.partition(":")[0]
ORGANISATIONS = organisations.read(env.text("SINGLE_SIGN_ON_FILE", ""))
SIGN_IN_WITH_TWO_FACTORS = {one.id for one in ORGANISATIONS if one.two_factors}
SOCIALACCOUNT_ADAPTER = "cop_tracker.single_sign_on.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = organisations.library_settings(ORGANISATIONS)
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"  # The organisation vouches for its addresses.
# The content policy lets no form lead elsewhere; the state still ties the answer to the browser.
SOCIALACCOUNT_LOGIN_ON_GET = True
MFA_ADAPTER = "cop_tracker.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Code of Practice Tracker"
MFA_TOTP_TOLERANCE = 1  # The clock of a phone may be half a minute off.
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Addresses are invited.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
OFFICE_NEEDS_TWO_FACTORS = env.yes("OFFICE_NEEDS_TWO_FACTORS", default=False)
# Steps that ask once more who the person is, unless they were asked within so many seconds.
CONFIRMATION_LASTS = ACCOUNT_REAUTHENTICATION_TIMEOUT = 30 * 60
STEPS_TO_CONFIRM = {
    *("tokens", "api-tokens"),
    *("members", "member-role", "member-remove", "api-member", "api-invitations"),
    *("two-factors", "api-two-factors"),
    *("package-seal", "api-package-seal"),
    *("office-decide", "api-assessment-reviews"),
}
CSRF_FAILURE_VIEW = "providers.views.kept_forms.csrf_failed"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 60 * 60

# --- Mail --------------------------------------------------------------------------------------

EMAIL_BACKEND = "cop_tracker.mailbox.MailboxBackend"
EMAIL_FILE_PATH = VAR_DIR / "mailbox"
if env.text("EMAIL_HOST", ""):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.text("EMAIL_HOST", "")
    EMAIL_PORT = env.port("EMAIL_PORT", 587)
    EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
    EMAIL_USE_TLS = env.yes("EMAIL_USE_TLS", default=True)
    EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Code of Practice Tracker <tracker@localhost>")

# --- Programs ----------------------------------------------------------------------------------

TOOLS_RATE = env.rate("TOOLS_RATE", "60/min")
NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.count("NUM_PROXIES", 0, lowest=0)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "providers.rest.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["providers.rest.scopes.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["providers.rest.parsers.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "providers.rest.schema.DescribedSchema",
    "EXCEPTION_HANDLER": "cop_tracker.errors.answer_program",
    "NUM_PROXIES": NUM_PROXIES,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "providers.ApiToken"  # noqa: S105 -- the name of a model
# The package would also create a table of tokens of its own, which nobody fills or may empty.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"AUTH_HEADER_PREFIX": "Bearer", "TOKEN_LIMIT_PER_USER": None}
SPECTACULAR_SETTINGS = {
    "TITLE": "Code of Practice Tracker",
    "DESCRIPTION": "What providers of general-purpose AI models owe under the EU AI Act and the "
    "Code of Practice, by which day and why; the evidence for it, and its review.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    # With every operation open at once the page draws some of three hundred and gives up.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "docExpansion": "none", "filter": True},
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
}

# --- Language, time, logs ----------------------------------------------------------------------

LANGUAGE_CODE = languages.ENGLISH
LANGUAGES = languages.LANGUAGES
LOCALE_PATHS = [env.folder("MESSAGES_DIR", VAR_DIR / "messages")]  # Made by build_messages.
FORMAT_MODULE_PATH = ["cop_tracker.formats"]
TIME_ZONE = "Europe/Brussels"
DJANGO_STRUCTLOG_CELERY_ENABLED = True  # A request's id goes with the tasks it causes.
LOGGING = logs.configure(level=env.text("LOG_LEVEL", "WARNING"))
SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # TLS ends at the proxy in front, which redirects.
    *([] if IS_HTTPS else ["security.W004", "security.W012", "security.W016"]),
    "staticfiles.W004",  # The folder is made by build_styles at the first start.
    "security.W021",  # Preloading HSTS is the operator's decision for the whole domain.
]
