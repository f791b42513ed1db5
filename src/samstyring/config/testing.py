"""Settings for the tests: quick hashing, tasks done at once, the demo's sign-in buttons on."""

import tempfile
from pathlib import Path

from samstyring.config.settings import *  # noqa: F403
from samstyring.config.settings import CONTENT_SECURITY_POLICY, DATABASES, LOGGING, MIDDLEWARE, env

DEMO = True
SECRET_KEY = "only-for-the-tests"
ALLOWED_HOSTS = ["*"]
DATA = Path(tempfile.gettempdir()) / "samstyring-tests"
MEDIA_ROOT = DATA / "files"
if not env.str("DATABASE_URL", ""):
    DATABASES["default"]["NAME"] = DATA / "samstyring.sqlite3"
    # The live server of the browser tests answers from its own thread, so memory will not do.
    DATABASES["default"]["TEST"] = {"NAME": env.str("SAMSTYRING_TEST_DB", str(DATA / "test.sqlite3"))}
    DATA.mkdir(parents=True, exist_ok=True)
else:
    # Tests open and drop databases; a pool would hold on to them.
    DATABASES["default"]["OPTIONS"] = {}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
LOGGING["root"]["level"] = "ERROR"
MIDDLEWARE = [m for m in MIDDLEWARE if "structlog" not in m]
CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY
