"""The project's settings, with fast hashing and storage that is thrown away."""

import atexit
import os
import shutil
import tempfile

# Read by the project's settings below.
_folder = tempfile.mkdtemp(prefix="cop-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["VAR_DIR"] = _folder
os.makedirs(os.path.join(_folder, "styles", "served"))
os.environ["DB_POOL"] = "0"  # A pool would keep sessions open in a database that is to be dropped.
os.environ.setdefault("CELERY_BROKER_URL", "redis+socket:///nowhere/broker.sock")

from pathlib import Path  # noqa: E402

from cop_tracker import translations  # noqa: E402
from cop_tracker.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
translations.build(Path(LOCALE_PATHS[0]))  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
