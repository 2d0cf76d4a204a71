"""The product's settings on data of their own, with the yardstick beside the product's addresses."""

import os

os.environ.setdefault("DEBUG", "false")
os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-" * 3)
os.environ.setdefault("SITE_URL", "http://127.0.0.1:8731")

from lms.settings import *  # noqa: F403
from lms.settings import BASE_DIR, STORAGES, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES = [TEMPLATES[0] | {"DIRS": [*TEMPLATES[0]["DIRS"], BASE_DIR / "bench" / "templates"]}]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
FORUMS_POSTS_PER_MINUTE = FORUMS_POSTS_PER_HOUR = 1_000_000
CERTIFICATE_CHECKS_PER_MINUTE = 1_000_000
