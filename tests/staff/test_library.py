"""What may come into the library: pictures that are pictures, drawings that only draw, captions that are captions."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Collection

from pages.forms import is_still
from pages.models import Download, Picture, Recording, Track

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
LIVELY = [
    "<script>alert(1)</script>",
    '<rect onload="alert(1)"/>',
    '<a href="javascript:alert(1)"><rect/></a>',
    '<a xlink:href="https://example.org/"><rect/></a>',
    "<foreignObject><p>Hi</p></foreignObject>",
    '<image href="https://example.org/a.png"/>',
    '<use href="https://example.org/a.svg#b"/>',
    '<set attributeName="href" to="javascript:alert(1)"/>',
    "<style>@import 'https://example.org/a.css';</style>",
    '<rect style="fill: url(https://example.org/a)"/>',
    '<image href="data:text/html,hi"/>',
]
STILL = [
    '<rect width="3" height="3" fill="#000"/>',
    '<style>.a { fill: #123 }</style><circle class="a" r="2"/><!-- a comment -->',
    '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/>',
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
]


@pytest.mark.parametrize("inside", LIVELY)
def test_is_still_of_something_that_acts_or_fetches_is_false(inside):
    assert not is_still(SVG.format(inside).encode())


@pytest.mark.parametrize("inside", STILL)
def test_is_still_of_a_drawing_is_true(inside):
    assert is_still(SVG.format(inside).encode())


@pytest.mark.parametrize("content", [b"", b"<svg", b"\xff\xfe\x00", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_is_still_of_what_is_no_sound_svg_is_false(content):
    assert not is_still(content)


def upload(client, name, content, content_type="image/jpeg"):
    """Through Wagtail's form for one picture; returns the answer."""
    file = SimpleUploadedFile(name, content, content_type)
    return client.post("/admin/images/add/", {"title": "Upload", "file": file, "collection": root()})


def root():
    return Collection.get_first_root_node().pk


def upload_at_once(client, name, content):
    """Through the page where several files are dropped, as the browser's script sends them."""
    file = SimpleUploadedFile(name, content)
    headers = {"x-requested-with": "XMLHttpRequest"}
    return client.post("/admin/images/multiple/add/", {"title": "Upload", "files[]": file}, headers=headers)


def png():
    file = io.BytesIO()
    Image.new("RGB", (4, 3)).save(file, "PNG")
    return file.getvalue()


def test_picture_that_is_one_is_taken(client, instructor):
    assert upload_at_once(client, "a.png", png()).json()["success"]
    assert Picture.objects.get().width == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.jpg", HTML),
        ("page.html", HTML),
        ("page.svg", HTML),
        ("lively.svg", SVG.format(LIVELY[0]).encode()),
        ("picture.exe", png()),
        ("png-as.jpg", png()),
    ],
)
def test_picture_that_is_none_is_refused_on_both_ways_in(client, instructor, name, content):
    assert not upload_at_once(client, name, content).json()["success"]
    assert upload(client, name, content).status_code in (200, 302)
    assert not Picture.objects.exists()


def test_drawing_is_taken_and_served_so_that_nothing_in_it_could_act(client, instructor):
    assert upload_at_once(client, "a.svg", SVG.format(STILL[0]).encode()).json()["success"]
    response = client.get(Picture.objects.get().file.url)
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_file_of_a_type_that_is_not_listed_is_refused(client, instructor):
    for name in ("page.html", "run.exe", "page.svg", "page.xhtml"):
        file = SimpleUploadedFile(name, HTML)
        headers = {"x-requested-with": "XMLHttpRequest"}
        response = client.post("/admin/documents/multiple/add/", {"title": "x", "files[]": file}, headers=headers)
        assert not response.json()["success"], name
    assert not Download.objects.exists()


def test_file_that_says_it_is_another_type_never_runs(client, instructor):
    file = SimpleUploadedFile("page.pdf", HTML)
    headers = {"x-requested-with": "XMLHttpRequest"}
    client.post("/admin/documents/multiple/add/", {"title": "x", "files[]": file}, headers=headers)
    response = client.get(Download.objects.get().url)
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.fixture
def recording(instructor):
    """Ben's own."""
    return recording_of(instructor)


def recording_of(user):
    return Recording.objects.create(
        title="El viaje", type="video", duration=60, file=ContentFile(b"mp4", "a.mp4"), uploaded_by_user=user
    )


def test_recording_is_added_with_its_sound_and_light_version_and_measured(client, instructor):
    files = {
        "file": SimpleUploadedFile("a.mp4", b"x" * 30),
        "audio_file": SimpleUploadedFile("a.m4a", b"x" * 20),
        "light_file": SimpleUploadedFile("a.light.mp4", b"x" * 10),
    }
    data = {"title": "El viaje", "duration": "60", "collection": root()} | files
    assert client.post("/admin/media/video/add/", data).status_code == 302
    found = Recording.objects.get()
    assert (found.file_size, found.audio_size, found.light_size) == (30, 20, 10)


@pytest.mark.parametrize("field", ["file", "audio_file", "light_file"])
def test_recording_of_a_type_that_is_not_listed_is_refused(client, instructor, field):
    files = {"file": SimpleUploadedFile("a.mp4", b"x"), field: SimpleUploadedFile("a.html", HTML)}
    client.post("/admin/media/video/add/", {"title": "x", "duration": "60", "collection": root()} | files)
    assert not Recording.objects.exists()


def caption(client, recording, content=b"WEBVTT\n\n", **fields):
    file = SimpleUploadedFile("a.vtt", content)
    data = {"recording": recording.pk, "language": "es", "file": file} | fields
    return client.post("/admin/snippets/pages/track/add/", data)


def test_captions_are_added_to_ones_own_recording(client, recording):
    assert caption(client, recording).status_code == 302
    assert Track.objects.get().language == "es"


@pytest.mark.parametrize(
    ("content", "fields"), [(b"1\n00:00 -->", {}), (HTML, {}), (b"WEBVTT\n", {"language": "xx"}), (b"", {})]
)
def test_captions_that_are_none_are_refused(client, recording, content, fields):
    assert caption(client, recording, content, **fields).status_code == 200
    assert not Track.objects.exists()


def test_captions_twice_in_one_language_are_refused_with_a_reason(client, recording):
    caption(client, recording)
    assert "This recording has captions in this language." in caption(client, recording).content.decode()


def test_captions_of_somebody_elses_recording_are_out_of_reach(client, instructor, dana):
    other = recording_of(dana)
    track = Track.objects.create(recording=other, language="es", file=ContentFile(b"WEBVTT\n", "a.vtt"))
    assert caption(client, other, language="en").status_code == 200
    assert "El viaje" not in client.get("/admin/snippets/pages/track/").content.decode()
    assert client.get(f"/admin/snippets/pages/track/edit/{track.pk}/").status_code in (302, 403, 404)
    client.post(f"/admin/snippets/pages/track/delete/{track.pk}/")
    client.post(f"/admin/bulk/pages/track/delete/?id={track.pk}")
    assert Track.objects.count() == 1
