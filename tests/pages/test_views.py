"""Pages and uploaded files, as visitors get them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from wagtail.models import Site

from pages.actions import publish
from pages.models import PlainPage
from pages.sites import find_site, forget_sites
from pages.views import byte_range, find_page

pytestmark = pytest.mark.django_db


def add_plain(parent, *, slug="ayuda", published=True):
    page = PlainPage(title="Ayuda", slug=slug, locale=parent.locale, live=published)
    parent.add_child(instance=page)
    return publish(page) if published else page


def held_site():
    return find_site(RequestFactory().get("/"))


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("media/voice.mp3", ContentFile(b"0123456789"))
    default_storage.save("media/page.html", ContentFile(b"<script>alert(1)</script>"))
    return tmp_path


def body(response):
    return b"".join(response.streaming_content)


def test_find_page_deep_or_shallow_takes_two_queries(homes, django_assert_num_queries):
    deep = add_plain(add_plain(add_plain(homes["es"])))
    site = held_site()
    find_page(site, "es", "")
    with django_assert_num_queries(2):
        assert find_page(site, "es", "ayuda/ayuda/ayuda/") == deep
    with django_assert_num_queries(2):
        assert find_page(site, "es", "ayuda/").title == "Ayuda"


def test_find_page_of_another_language_is_none(homes):
    add_plain(homes["es"])
    assert find_page(Site.objects.get(), "ar", "ayuda/") is None


def test_draft_is_404_and_its_published_sister_is_200(homes, client):
    add_plain(homes["es"], slug="borrador", published=False)
    add_plain(homes["es"], slug="publicada")
    assert client.get("/es/borrador/").status_code == 404
    assert client.get("/es/publicada/").status_code == 200


@pytest.mark.parametrize("language", ["es", "en", "ar"])
def test_home_says_its_language_and_direction(homes, client, language):
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}">' in client.get(f"/{language}/").content.decode()


def test_page_offers_only_the_languages_it_exists_in(homes, client):
    add_plain(homes["es"])
    html = client.get("/es/ayuda/").content.decode()
    assert "/ar/ayuda/" not in html
    home = client.get("/es/").content.decode()
    assert 'href="/ar/"' in home


def test_media_whole_file_says_that_it_takes_ranges(media, client):
    response = client.get("/media/media/voice.mp3")
    assert (response.status_code, body(response)) == (200, b"0123456789")
    assert (response["Accept-Ranges"], response["Content-Length"]) == ("bytes", "10")


@pytest.mark.parametrize(
    ("asked", "got", "where"),
    [
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
    ],
)
def test_media_range_gives_that_part(media, client, asked, got, where):
    response = client.get("/media/media/voice.mp3", headers={"Range": asked})
    assert (response.status_code, body(response), response["Content-Range"]) == (206, got, where)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=5-2", "bytes=-0"])
def test_media_range_out_of_reach_is_416(media, client, asked):
    response = client.get("/media/media/voice.mp3", headers={"Range": asked})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=" + "9" * 5000 + "-"])
def test_media_range_that_is_none_gives_the_whole(media, client, asked):
    assert client.get("/media/media/voice.mp3", headers={"Range": asked}).status_code == 200


@pytest.mark.parametrize(
    ("name", "kind"), [("a.webp", "image/webp"), ("a.m4a", "audio/mp4"), ("a.vtt", "text/vtt; charset=utf-8")]
)
def test_media_kind_is_known_where_the_system_has_no_list_of_kinds(media, client, monkeypatch, name, kind):
    monkeypatch.setattr("pages.views.mimetypes.guess_type", lambda path: (None, None))
    default_storage.save(f"media/{name}", ContentFile(b"x"))
    response = client.get(f"/media/media/{name}")
    assert response["Content-Type"] == kind
    assert not response.get("Content-Disposition", "").startswith("attachment")


def test_media_upload_that_could_run_is_a_download_in_a_sandbox(media, client):
    response = client.get("/media/media/page.html")
    assert response["Content-Disposition"] == 'attachment; filename="page.html"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["media", "media/", "none.mp3", "media/a%00b", "media/voice.mp3/x"])
def test_media_that_is_no_file_is_404(media, client, path):
    assert client.get(f"/media/{path}", follow=True).status_code == 404


@pytest.mark.parametrize("path", ["../settings.py", "media/../../settings.py", "%2e%2e/settings.py"])
def test_media_outside_of_the_folder_is_refused(media, client, path):
    assert client.get(f"/media/{path}", follow=True).status_code in (400, 404)


def test_media_by_post_is_refused(media, client):
    assert client.post("/media/media/voice.mp3").status_code == 405


def test_byte_range_of_an_empty_file_is_out_of_reach():
    assert byte_range("bytes=0-0", 0) == ()


def test_menu_pages_stand_in_the_foot_of_their_language_only(homes, client):
    page = PlainPage(title="Privacidad", slug="privacidad", locale=homes["es"].locale, show_in_menus=True)
    homes["es"].add_child(instance=page)
    publish(page)
    add_plain(homes["es"], slug="sin-menu")
    forget_sites()
    assert 'href="/es/privacidad/"' in client.get("/es/catalogue/").content.decode()
    assert "/es/sin-menu/" not in client.get("/es/catalogue/").content.decode()
    assert "privacidad" not in client.get("/ar/catalogue/").content.decode()


def test_media_is_sent_as_it_is_to_who_takes_gzip(media, client):
    headers = {"Range": "bytes=2-4", "Accept-Encoding": "gzip"}
    response = client.get("/media/media/voice.mp3", headers=headers)
    assert (response["Content-Length"], body(response)) == ("3", b"234")
    assert "Content-Encoding" not in response


@pytest.mark.parametrize("path", ["documents/page.html", "./documents/page.html", "media/../documents/page.html"])
def test_documents_are_not_had_without_being_asked_for(media, client, path):
    default_storage.save("documents/page.html", ContentFile(b"only for members"))
    assert client.get(f"/media/{path}").status_code == 404
