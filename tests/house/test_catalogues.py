"""What people read, in their language: complete, but Arabic only for all that learners see."""

import re
from fnmatch import fnmatch

import polib
import pytest
from django.conf import settings
from django.utils import translation

from tests.house.messages import messages

TRANSLATED = ["es", "fr", "pt", "ar"]  # the messages themselves are English
# Sources of which every message is for staff only: Arabic may lack these. A message that is elsewhere too may not.
STAFF_ONLY = ["reports/*", "templates/reports/*", "*/wagtail_hooks.py", "*/management/commands/*", "modules/syllabus/*"]
STAFF_ONLY += [
    "certificates/models/design*.py",
    "certificates/viewsets.py",
    "certificates/previews.py",
    "certificates/filters.py",
    "certificates/packing.py",
    "cohorts/addresses.py",
    "cohorts/filters.py",
    "cohorts/forms.py",
    "cohorts/scope.py",
    "*/staff_views/*",
    "templates/*/staff/*",
]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(language):
    return polib.pofile(str(settings.BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"))


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def is_for_staff(entry):
    files = [file for file, _line in entry.occurrences]
    return bool(files) and all(any(fnmatch(file, pattern) for pattern in STAFF_ONLY) for file in files)


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_has_every_message_of_the_sources(language):
    known = {entry.msgid for entry in catalogue(language) if not entry.obsolete}
    assert {message: str(path) for message, path in messages().items() if message not in known} == {}


@pytest.mark.parametrize("language", ["es", "fr", "pt"])
def test_catalogue_is_complete(language):
    assert [entry.msgid for entry in catalogue(language) if not entry.obsolete and not all(texts(entry))] == []


def test_catalogue_arabic_is_complete_for_learners():
    wanting = [entry for entry in catalogue("ar") if not entry.obsolete and not all(texts(entry))]
    assert [entry.msgid for entry in wanting if not is_for_staff(entry)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_has_no_doubtful_translation(language):
    assert [entry.msgid for entry in catalogue(language).fuzzy_entries()] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_translations_keep_the_placeholders(language):
    wrong = [
        (entry.msgid, text)
        for entry in catalogue(language)
        for text in texts(entry)
        if text and not keeps_placeholders(entry, text)
    ]
    assert wrong == []


def keeps_placeholders(entry, text):
    """A plural form may leave the number out (Arabic has words for one and two); nothing may be added."""
    asked = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
    said = set(PLACEHOLDER.findall(text))
    return said <= asked if entry.msgid_plural else said == asked


@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_is_compiled(language):
    """`make` does it; a stale one shows yesterday's words."""
    entry = next(
        entry for entry in catalogue(language).translated_entries() if not entry.msgid_plural and not entry.msgctxt
    )
    with translation.override(language):
        assert translation.gettext(entry.msgid) == entry.msgstr
