"""The yardstick: a plain Wagtail page of ten blocks, as Wagtail itself finds and serves it to somebody signed in.

It finds its site and walks its route as Wagtail does, without what this product holds, and it renders ten blocks of
rich text with `include_block` in a page that greets the user: what any Wagtail site does at the least.
"""

from django.template.response import TemplateResponse
from wagtail.models import Page, Site

SLUG = "yardstick"


def plain_page(request):
    del request._wagtail_site
    site = Site.find_for_request(request)
    page, _args, _kwargs = site.root_page.localized.specific.route(request, [SLUG])
    return TemplateResponse(request, "bench/plain_page.html", page.get_context(request))


def make_plain_page():
    """Publish the page of ten blocks below the first language's home page, unless it is there."""
    from pages.actions import publish
    from pages.models import PlainPage

    home = Site.objects.get(is_default_site=True).root_page
    if not Page.objects.child_of(home).filter(slug=SLUG).exists():
        text = "<h2>Heading</h2><p>" + "Words of a paragraph, <b>some of them bold</b>. " * 12 + "</p>"
        page = PlainPage(title="Yardstick", slug=SLUG, locale=home.locale, body=[("text", text)] * 10)
        home.add_child(instance=page)
        publish(page)
