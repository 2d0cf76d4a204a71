"""The project's own files, for the tests that read them."""

from django.conf import settings

WRITTEN_BY_DJANGO = "migrations"


def python_files(*folders):
    """Those below `folders` (names beside manage.py), without migrations."""
    for folder in folders:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            if WRITTEN_BY_DJANGO not in path.parts:
                yield path


def top(path):
    """The folder beside manage.py that `path` is in."""
    return path.relative_to(settings.BASE_DIR).parts[0]
