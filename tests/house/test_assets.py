"""Nothing is fetched from elsewhere: no page, style sheet or script of ours names another host."""

import re

import pytest
from django.conf import settings

FOLDERS = ["templates", *(f"{app}/{kind}" for app in ("lms", *settings.OWN_APPS) for kind in ("templates", "static"))]
KINDS = {".html", ".css", ".js", ".svg", ".txt", ".webmanifest"}
# A source that the browser would fetch: an attribute, a style sheet's url() or @import, a script's import or fetch.
FETCHED = re.compile(
    r"""(?:\b(?:src|srcset|poster|action|data)\s*=\s*["']?|<link[^>]+href\s*=\s*["']?|url\(\s*["']?|@import\s+["']?"""
    r"""|\b(?:import|from|fetch)\s*\(?\s*["'`])(?:https?:)?//""",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"""<script(?![^>]*\bsrc=)(?![^>]*type="application/(?:ld\+)?json")[^>]*>|\sstyle=|\son\w+=|hx-on""", re.IGNORECASE
)


def assets():
    found = (path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*") if path.suffix in KINDS)
    return [pytest.param(path, id=str(path.relative_to(settings.BASE_DIR))) for path in sorted(found)]


@pytest.mark.parametrize("path", assets())
def test_asset_names_no_other_host_to_fetch_from(path):
    assert FETCHED.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [param for param in assets() if param.values[0].suffix == ".html"])
def test_template_has_no_inline_script_or_style(path):
    """The content security policy would block it; mails and printed pages have their own rules."""
    if not {"pdf", "mail"} & set(path.parts):
        assert INLINE.findall(path.read_text()) == []
