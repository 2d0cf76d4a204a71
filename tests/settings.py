"""The product's settings, with what makes tests fast and alone in the world."""

import os
import tempfile

os.environ.setdefault("DEBUG", "false")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" * 4)
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="camino-tests-")
os.environ["TASKS_BACKEND"] = "immediate"

from lms.settings import *  # noqa: E402, F403
from lms.settings import STORAGES  # noqa: E402

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ACCOUNT_RATE_LIMITS = False
