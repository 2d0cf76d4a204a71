"""The content of pages: StreamFields as HTML, held by revision."""

from django import template
from django.core.cache import cache
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()

HELD_SECONDS = 60 * 60  # pictures and captions may change without the page being published


@register.simple_tag(takes_context=True)
def page_body(context, page, field):
    """The HTML of the StreamField named `field` of `page`.

    The same for everybody, so it is held by page, publication and language; a preview is always made anew.
    """
    request = context.get("request")
    if page.pk is None or not page.live or not page.last_published_at or getattr(request, "is_preview", False):
        return _render(page, field)
    key = f"body:{page.pk}:{field}:{page.last_published_at.timestamp()}:{get_language()}"
    html = cache.get(key)
    if html is None:
        html = _render(page, field)
        cache.set(key, html, HELD_SECONDS)
    return mark_safe(html)  # as the blocks' own templates escaped it


def _render(page, field):
    return getattr(page, field).render_as_block({"page": page, "language": get_language()})
