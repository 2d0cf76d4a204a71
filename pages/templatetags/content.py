"""The content of pages: StreamFields as HTML, held by revision."""

from django import template
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from pages.marking import mark_terms

register = template.Library()

HELD_SECONDS = 60 * 60  # pictures and captions may change without the page being published


@register.simple_tag(takes_context=True)
def page_body(context, page, field, glossary=None):
    """The HTML of the StreamField named `field` of `page`, with the terms of `glossary` linked to their meanings.

    The same for everybody, so it is held by page, publication, language and `glossary.version`; a preview is always
    made anew. A glossary has `terms` (see `pages.marking`) and its `url`.
    """
    request = context.get("request")
    if page.pk is None or not page.live or not page.last_published_at or getattr(request, "is_preview", False):
        return _render(page, field, glossary)
    version = glossary.version if glossary else ""
    key = f"body:{page.pk}:{field}:{page.last_published_at.timestamp()}:{get_language()}:{version}"
    html = cache.get(key)
    if html is None:
        html = _render(page, field, glossary)
        cache.set(key, html, HELD_SECONDS)
    return mark_safe(html)  # as the blocks' own templates escaped it


def _render(page, field, glossary):
    html = getattr(page, field).render_as_block({"page": page, "language": get_language()})
    if not glossary:
        return html
    html, terms = mark_terms(html, glossary.terms, glossary.url)
    notes = render_to_string("pages/_terms.html", {"terms": terms}) if terms else ""
    return mark_safe(html + notes)  # as above, with links made by `mark_terms`
