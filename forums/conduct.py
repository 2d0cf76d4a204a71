"""The rules of conduct: a plain page of content, which the form for somebody's first post shows in short."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.sites import menu

SLUG = "conduct"


def conduct_address():
    """The address of the page in the reader's language, or in the first that has it; empty where there is none."""
    for language in (get_language(), *(code for code, _name in settings.LANGUAGES)):
        address = f"/{language}/{SLUG}/"
        if any(url == address for _title, url in menu(language)):
            return address
    return ""


def rules_in_short():
    """The gist, as HTML, with a link to the whole; it opens beside the form, so that nothing typed is lost."""
    gist = _(
        "Write with respect and put people first. Leave out whatever could identify a patient. "
        "Moderators hide what breaks the rules and say why."
    )
    address = conduct_address()
    if not address:
        return gist
    words = _("Read the rules of conduct (in a new tab)")
    return format_html('{} <a href="{}" target="_blank" rel="noopener">{}</a>', gist, address, words)
