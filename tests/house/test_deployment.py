"""Production is configuration only: PostgreSQL, Redis, S3, mail and the task queue named, the checks are clean."""

import os
import subprocess
import sys

from django.conf import settings

from certificates.keys import make_pair
from interop.openbadges.keys import make_keys

PRODUCTION = {
    "SECRET_KEY": "k7-Jq2_mVx9TzR4wLp8YdHc3NbGf6SaEu1KoXiWtQvB5MyZrCjDhPnUl",
    "SITE_URL": "https://learn.example.org",
    "DATABASE_URL": "postgres://camino:secret@db.example.org:5432/camino",
    "CACHE_URL": "redis://cache.example.org:6379/0",
    "EMAIL_URL": "smtp+tls://camino:secret@mail.example.org:587",
    "EMAIL_VERIFICATION": "mandatory",
    "TASKS_BACKEND": "database",
    "BEHIND_PROXY": "true",
    "S3_BUCKET": "camino",
    "S3_REGION": "eu-west-1",
    "S3_ACCESS_KEY": "key",
    "S3_SECRET_KEY": "secret",
}
START = """
from lms.wsgi import application
from django.core.cache import caches
from django.core.files.storage import storages
from django.core.management import call_command
for alias in ("default", "private"):
    print(type(storages[alias]).__name__)
print(type(caches["default"]).__name__)
call_command("check", deploy=True, fail_level="WARNING")
"""


def test_production_named_in_the_environment_starts_and_passes_the_deployment_checks(tmp_path):
    key = tmp_path / "key.pem"
    make_pair(key)
    keys = {
        "CERTIFICATE_SIGNING_KEY": str(key),
        "CERTIFICATE_SIGNING_CERT": str(key),
        "CREDENTIAL_KEYS": ",".join(map(str, make_keys(tmp_path / "keys"))),
    }
    plain = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, "DATA_DIR": str(tmp_path)}
    environment = plain | PRODUCTION | keys
    command = [sys.executable, "-W", "error::RuntimeWarning", "-c", START]
    result = subprocess.run(command, env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split()[:3] == ["S3Storage", "S3Storage", "RedisCache"]
    assert "System check identified no issues" in result.stdout
