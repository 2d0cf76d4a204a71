"""Small parts of every page: icons, sizes, languages, the way up."""

from functools import cache
from secrets import token_hex
from uuid import uuid4

from django import template
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME as NEXT
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.wording import comma, listed
from pages import sites

register = template.Library()
register.filter(listed)
register.simple_tag(comma)

TURNING = {"arrow", "back", "chevron", "reply"}  # point along the line, so right-to-left turns them round


@register.simple_tag(takes_context=True)
def held(context, name, *keys):
    """What the template `name` draws in this context, held by the process under the language and `keys`.

    `keys` are all that it depends on, but for the `BLANKS`: what differs from visitor to visitor in a few letters is
    left blank and filled in each time. Made anew in previews and while developing.
    """
    if settings.DEBUG or getattr(context.get("request"), "is_preview", False):
        return _draw(context, name, {blank: fill(context) for blank, (_mark, fill) in BLANKS.items()})
    key = (name, get_language(), *(str(key) for key in keys))
    found = _held.get(key)
    if found is None:
        html = _draw(context, name, {blank: mark for blank, (mark, _fill) in BLANKS.items()} | {"is_held": True})
        found = html, [blank for blank in BLANKS.values() if blank[0] in html]
        if len(_held) >= MOST_HELD:
            for oldest in list(_held)[: MOST_HELD // 4]:
                _held.pop(oldest, None)
        if sum(map(len, key)) <= LONGEST_KEY:
            _held[key] = found
    html, blanks = found
    for mark, fill in () if context.get("is_held") else blanks:  # a part of a held part stays blank with it
        html = html.replace(mark, conditional_escape(fill(context)))
    return mark_safe(html)  # as the template and the line above escaped it


def _draw(context, name, values):
    with context.push(**values):
        return context.template.engine.get_template(name).render(context)


def _mark(name):
    """What stands for a blank: nobody who writes can guess it, and so nobody can have a visitor's token filled in."""
    return f"{name}-{token_hex(16)}"


# {name in the template: (its mark, what fills it in)}
BLANKS = {
    "csrf_token": (_mark("token"), lambda context: context.get("csrf_token", "")),
    "fresh_key": (_mark("key"), lambda context: uuid4()),
    "visitor_name": (_mark("name"), lambda context: context.get("user", "")),
    "visitor_initials": (_mark("initials"), lambda context: getattr(context.get("user"), "initials", "")),
    "visitor_tone": (_mark("tone"), lambda context: (getattr(context.get("user"), "pk", None) or 0) % 10),
}
_held = {}
MOST_HELD = 8000  # of one or two kilobytes each
LONGEST_KEY = 2000  # characters: some keys are addresses, and anybody may ask for long ones


@register.simple_tag
@cache
def icon(name, label=""):
    """The drawing `name` of icons.svg; `label` is its text where it stands alone, else it is decoration."""
    turning = " icon--turning" if name in TURNING else ""
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon{}" {}><use href="{}#{}"/></svg>', turning, meaning, static("camino/icons.svg"), name
    )


@register.filter
def weight(size):
    """Bytes as people read them, in thousands: `14 kB`, `9 MB`, `1.4 GB`; empty for nothing."""
    size = int(size or 0)
    if size <= 0:
        return ""
    if size < 1_000_000:
        return _("%(number)s kB") % {"number": localize(max(1, round(size / 1000)))}
    if size < 1_000_000_000:
        return _("%(number)s MB") % {"number": _short(size / 1_000_000)}
    return _("%(number)s GB") % {"number": _short(size / 1_000_000_000)}


def _short(number):
    """At most one decimal, and none from ten on."""
    rounded = round(number, 1)
    return localize(round(number) if rounded >= 10 or rounded == int(rounded) else rounded)


@register.filter
def minutes(number):
    """`12 minutes`, `1 h 20 min`; empty for nothing."""
    number = int(number or 0)
    if number <= 0:
        return ""
    if number < 60:
        return ngettext("%(number)d minute", "%(number)d minutes", number) % {"number": number}
    hours, rest = divmod(number, 60)
    if rest:
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}


@register.filter
def clock(seconds):
    """Seconds as a player shows them: `1:32`, `1:02:05`."""
    whole, rest = divmod(int(seconds or 0), 60)
    hours, whole = divmod(whole, 60)
    return f"{hours}:{whole:02}:{rest:02}" if hours else f"{whole}:{rest:02}"


@cache
def _info(code):
    try:
        return get_language_info(code)
    except KeyError:
        return {"bidi": False, "name_local": code}


@register.filter
def direction(code):
    """`rtl` or `ltr`: how the language is written."""
    return "rtl" if _info(code)["bidi"] else "ltr"


@register.filter
def language_name(code):
    """The language's name in itself, with a capital: `Español`, `العربية`."""
    name = _info(code)["name_local"]
    return name[:1].upper() + name[1:]


@register.simple_tag
def lang_attrs(code):
    """` lang="…" dir="…"` for text in another language than the page's; nothing for the page's own."""
    if not code or code == get_language():
        return ""
    return format_html(' lang="{}" dir="{}"', code, direction(code))


@register.simple_tag
def page_at(path):
    """`path` when it is one of those that the main menu leads to, else nothing: which link is the current one."""
    return path if path in (reverse("courses:catalogue"), reverse("enrolments:my_learning")) else ""


@register.simple_tag(takes_context=True)
def language_links(context):
    """[{code, name, url, current}]: the page, or the view with its query, in each language it exists in.

    No query but the first in a minute.
    """
    request, page = context.get("request"), context.get("page")
    if request is None:
        return []
    urls = sites.translations(page) if isinstance(page, Page) and page.pk else _view_urls(request)
    active = get_language()
    return [
        {"code": code, "name": language_name(code), "url": urls[code], "current": code == active}
        for code, _name in settings.LANGUAGES
        if code in urls
    ]


def _view_urls(request):
    path = request.get_full_path()
    head = f"/{get_language()}/"
    if not path.startswith(head):
        return {}
    urls = {code: f"/{code}/{path[len(head) :]}" for code, _name in settings.LANGUAGES}
    return urls | _urls_onward(request, urls) if NEXT in request.GET else urls


def _urls_onward(request, urls):
    """Those of `urls` that lead on (`?next=`) to a place that exists in their language, with its address there."""
    path, *query = request.GET[NEXT].partition("?")
    site = sites.find_site(request)
    found = sites.counterparts(site, path) if site else {}
    onward = {}
    for code in urls.keys() & found.keys():
        parameters = request.GET.copy()
        parameters[NEXT] = "".join([found[code], *query])
        onward[code] = f"{urls[code].partition('?')[0]}?{parameters.urlencode(safe='/')}"
    return onward


@register.simple_tag
def trail_of(page):
    """[(title, address)] of the pages above `page`, from the home page's child down."""
    return sites.trail(page)


@register.simple_tag
def menu_pages():
    """[(title, address)] of the pages that stand in menus, in the active language."""
    return sites.menu(get_language())
