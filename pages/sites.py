"""What a process holds of sites and of the page tree: sites, homes, the way up to a page, its translations, privacy.

Wagtail asks the database for these at every request: a third of a page's CPU. They change seldom, so a process
forgets them all when it sees a change and, for changes made by other processes, after a minute.
"""

import time
from urllib.parse import unquote

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve
from django.utils.translation import override
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.models.sites import get_site_for_hostname

HELD_SECONDS = 60
HELD_MOST = 10_000
_held = {}


def forget_sites(**_kwargs):
    """Drop what this process holds; a receiver for changes of sites, locales and home pages."""
    _held.clear()


def held(key, make):
    """What `make()` returned in the last minute under `key`."""
    moment = time.monotonic()
    value, until = _held.get(key, (None, 0))
    if until < moment:
        if len(_held) >= HELD_MOST:
            _held.clear()
        value = make()
        _held[key] = (value, moment + HELD_SECONDS)
    return value


def find_site(request):
    """The `Site` of the request's host and port, with its root page; None when there is no site at all."""
    host, port = split_domain_port(request.get_host())
    return held(("site", host, port), lambda: _find_site(host, port))


def _find_site(host, port):
    try:
        return get_site_for_hostname(host, port or 80)
    except Site.DoesNotExist:
        return None


def locale_ids():
    """{language code: id of its Locale}."""
    return held("locales", lambda: dict(Locale.objects.values_list("language_code", "pk")))


def home_path(site, language):
    """The `url_path` of the site's home page in `language`; None when it has none."""
    paths = held(("homes", site.pk), lambda: _home_paths(site))
    return paths.get(language)


def _home_paths(site):
    homes = Page.objects.filter(translation_key=site.root_page.translation_key, live=True)
    return dict(homes.values_list("locale__language_code", "url_path"))


def home_prefixes():
    """[(url_path of a home page, its language)] of all sites, for making addresses without a query."""
    return held("prefixes", _home_prefixes)


def _home_prefixes():
    keys = Site.objects.values("root_page__translation_key")
    homes = Page.objects.filter(translation_key__in=keys)
    return list(homes.values_list("url_path", "locale__language_code"))


def address(url_path):
    """The path on this site (`/es/…/`) of the page with that `url_path`; None for a page outside of every site."""
    for prefix, language in home_prefixes():
        if url_path.startswith(prefix):
            return f"/{language}/{url_path[len(prefix) :]}"
    return None


def whereabouts(url_path, *, anew=False):
    """(id, model) of the live page with that `url_path`, or None. Not held where there is none."""
    key = ("whereabouts", url_path)
    if anew:
        _held.pop(key, None)
    found = held(key, lambda: _whereabouts(url_path))
    if found is None:
        _held.pop(key, None)
    return found


def _whereabouts(url_path):
    row = Page.objects.filter(url_path=url_path, live=True).values_list("pk", "content_type").first()
    return (row[0], ContentType.objects.get_for_id(row[1]).model_class()) if row else None


def trail(page):
    """[(title, address)] of the pages above `page`, from the home page's child down."""
    return held(("trail", page.pk), lambda: _trail(page))


def _trail(page):
    homes = {path for path, _language in home_prefixes()}
    above = page.get_ancestors().filter(depth__gt=2).order_by("path").values_list("title", "url_path")
    return [(title, address(path)) for title, path in above if path not in homes]


def menu(language):
    """[(title, address)] of the pages just below the home page in `language` that are to stand in menus."""
    return held(("menu", language), lambda: _menu(language))


def _menu(language):
    shown = Page.objects.live().in_menu().filter(depth=3, locale__language_code=language).order_by("path")
    found = [(title, address(path)) for title, path in shown.values_list("title", "url_path")]
    return [(title, url) for title, url in found if url]


def translations(page):
    """{language code: address} of the live pages that `page` exists as."""
    return held(("translations", page.translation_key), lambda: _translations(page.translation_key))


def _translations(key):
    live = Page.objects.filter(translation_key=key, live=True).order_by()
    found = {code: address(path) for code, path in live.values_list("locale__language_code", "url_path")}
    return {code: url for code, url in found.items() if url}


def counterparts(site, path):
    """{language code: path} of what stands at `path` (`/es/course/`) of the site; empty where that is not known."""
    language, _slash, rest = path[1:].partition("/")
    codes = [code for code, _name in settings.LANGUAGES]
    if language not in codes:
        return {}
    try:
        with override(language):
            view = resolve(unquote(path)).url_name
    except Resolver404:
        return {}
    if view != "wagtail_serve":
        return {code: f"/{code}/{rest}" for code in codes}
    page = Page.objects.filter(url_path=f"{home_path(site, language)}{unquote(rest)}", live=True).order_by().first()
    return translations(page) if page else {}


def is_restricted(page):
    """May there be a privacy setting on `page` or above it?"""
    paths = held("restrictions", lambda: list(PageViewRestriction.objects.values_list("page__path", flat=True)))
    return any(page.path.startswith(path) for path in paths)
