"""The product's settings, with what makes tests fast and alone in the world."""

import atexit
import os
import shutil
import tempfile

os.environ["ENV_FILE"] = os.devnull
for name in (
    "CACHE_URL",
    "EMAIL_URL",
    "S3_BUCKET",
    "ALLOWED_HOSTS",
    "CERTIFICATE_SIGNING_KEY",
    "CERTIFICATE_SIGNING_CERT",
):
    os.environ.pop(name, None)
os.environ["DEBUG"] = "false"
os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="camino-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
os.environ["TASKS_BACKEND"] = "immediate"

from lms.settings import *  # noqa: E402, F403
from lms.settings import STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir()

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ACCOUNT_RATE_LIMITS = False
PREPARED_IS_CHECKED = True

# Worlds are made in one go; tests of the limits set their own.
FORUMS_POSTS_PER_MINUTE = FORUMS_POSTS_PER_HOUR = 10_000
