"""What happens to pages as such."""

from django.db import transaction
from wagtail.models import Locale, Page, Site

from pages.models import HomePage


@transaction.atomic
def publish(page):
    """Publish the page as it stands now, as the editor's button does; returns it."""
    page.save_revision().publish()
    return page


@transaction.atomic
def build_home(*, languages, titles, host="localhost", port=80):
    """The site's home pages, one in each of `languages` (the first is the source), made where they are missing.

    `titles` gives each language's title. Returns {language: HomePage}. Wagtail's "Welcome" page gives way.
    """
    homes = {home.language: home for home in HomePage.objects.select_related("locale")}
    source = homes.get(languages[0]) or _make_home(languages[0], titles)
    for language in languages[1:]:
        if language not in homes:
            homes[language] = _translate_home(source, language, titles[language])
    homes[languages[0]] = source
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": host, "port": port, "root_page": source, "site_name": "Camino"}
    )
    _drop_welcome_page()
    return {language: homes[language] for language in languages}


def _make_home(language, titles):
    locale, _created = Locale.objects.get_or_create(language_code=language)
    home = HomePage(title=titles[language], slug=f"home-{language}", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    return publish(home)


def _translate_home(source, language, title):
    locale, _created = Locale.objects.get_or_create(language_code=language)
    home = source.copy_for_translation(locale)
    home.title, home.slug = title, f"home-{language}"
    return publish(home)


def _drop_welcome_page():
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
    if welcome:
        welcome.delete()
