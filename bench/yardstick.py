"""The yardstick: a plain Wagtail page of ten blocks, served to somebody signed in as Wagtail itself serves it.

The same ten sorts of block that our readings are made of, drawn with `include_block` in a page with what any site of
several languages has around them: a menu of the pages below the home page, links to the translations, the user's name,
Wagtail's user bar. The site is found and the route is walked by Wagtail, nothing is held between requests.
"""

from django.template.response import TemplateResponse
from wagtail.models import Page, Site

SLUG = "yardstick"


def plain_page(request):
    del request._wagtail_site
    site = Site.find_for_request(request)
    page, _args, _kwargs = site.root_page.localized.specific.route(request, [SLUG])
    context = page.get_context(request)
    context["menu"] = site.root_page.localized.get_children().live().in_menu()
    context["translations"] = page.get_translations(inclusive=True).live().select_related("locale")
    return TemplateResponse(request, "bench/plain_page.html", context)


def make_plain_page():
    """Publish the page of ten blocks below the first language's home page, unless it is there."""
    from pages.actions import publish
    from pages.models import PlainPage

    home = Site.objects.get(is_default_site=True).root_page
    if not Page.objects.child_of(home).filter(slug=SLUG).exists():
        page = PlainPage(title="Yardstick", slug=SLUG, locale=home.locale, body=_ten_blocks())
        home.add_child(instance=page)
        publish(page)


def _ten_blocks():
    from pages.models import Picture

    words = "Words of a paragraph, <b>some of them bold</b>. " * 12
    text = ("text", f"<h2>Heading</h2><p>{words}</p><p>{words}</p>")
    callout = ("callout", {"kind": "case", "title": "A case", "text": f"<p>{words}</p>"})
    figure = ("figure", {"image": Picture.objects.first(), "alt": "What it shows", "caption": "Source"})
    terms = ("terms", [{"term": "Term", "meaning": f"<p>{words}</p>"}] * 3)
    accordion = ("accordion", [{"heading": "Part", "text": f"<p>{words}</p>"}] * 3)
    sources = ("sources", ["<p>Author, title, year.</p>"] * 5)
    return [text, callout, text, figure, text, callout, terms, text, accordion, sources]
