"""What comes from the environment: every name documented, every bad value refused with a sentence."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

READ = re.compile(r"env\.\w+\(\s*\"([A-Z][A-Z0-9_]+)\"")
LISTED = re.compile(r"^#? ?([A-Z][A-Z0-9_]+)(?:=|, set in)", re.MULTILINE)
LONG_KEY = "only-for-tests-" * 4


def load_settings(tmp_path, **environment):
    """The settings alone, in a process with nothing else in its environment; returns it when it has ended."""
    given = {"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, "DATA_DIR": str(tmp_path), **environment}
    command = [sys.executable, "-c", "from lms import settings"]
    return subprocess.run(command, env=given, cwd=settings.BASE_DIR, capture_output=True, text=True)


def test_environment_example_lists_exactly_the_names_that_settings_read():
    read = READ.findall((settings.BASE_DIR / "lms" / "settings.py").read_text())
    listed = LISTED.findall((settings.BASE_DIR / ".env.example").read_text())
    assert sorted(set(read)) == sorted(listed)


def test_settings_of_a_good_environment_load(tmp_path):
    assert load_settings(tmp_path, SECRET_KEY=LONG_KEY).returncode == 0


def test_settings_with_a_name_set_to_nothing_use_its_default(tmp_path):
    assert load_settings(tmp_path, SECRET_KEY=LONG_KEY, DATABASE_URL="", DEBUG="", TASKS_BACKEND="").returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SITE_URL", "learn.example.org"),
        ("SITE_URL", "ftp://learn.example.org"),
        ("DEBUG", "maybe"),
        ("TASKS_BACKEND", "celery"),
        ("EMAIL_VERIFICATION", "perhaps"),
        ("DATABASE_URL", "mysql://localhost/camino"),
        ("DATABASE_URL", "camino"),
        ("CERTIFICATE_CHECKS_PER_MINUTE", "many"),
    ],
)
def test_settings_with_a_bad_value_stop_and_name_it(tmp_path, name, value):
    result = load_settings(tmp_path, **{"SECRET_KEY": LONG_KEY, name: value})
    assert result.returncode == 1
    assert name in result.stderr.splitlines()[-1]
    assert "ImproperlyConfigured" in result.stderr.splitlines()[-1]
