"""Pictures in posts: made small, freed of what the camera noted, never lost, and only for those who read the post."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from forums.actions import add_picture, edit_post, forget_orphans, hide_post, remove_post, save_draft
from forums.models import Post, PostPicture, place_of_activity
from forums.pictures import shrink
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, make_moderator, make_thread, opening_of
from tests.forums.test_moderation_views import signed_in
from tests.forums.test_views import HTMX, address, form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


def photo(width=2400, height=1200, *, kind="JPEG", name="IMG_1.jpg", orientation=None):
    """A photo as a phone makes it: with the place and the device in its EXIF."""
    image, exif, file = Image.new("RGB", (width, height), "teal"), Image.Exif(), io.BytesIO()
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[2] = (19.0, 25.0, 42.0)
    if orientation:
        exif[0x0112] = orientation
    image.save(file, kind, **({"exif": exif} if kind != "GIF" else {}))
    return SimpleUploadedFile(name, file.getvalue())


@pytest.fixture
def thread(course, amina):
    return make_thread(course, amina, title="What helps?")


@pytest.fixture
def as_amina(client, thread, amina):
    client.force_login(amina)
    return client


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_shrink_keeps_nothing_but_the_picture(kind):
    content, width, height = shrink(photo(kind=kind))
    drawn = Image.open(io.BytesIO(content))
    assert (drawn.format, drawn.size, (width, height)) == ("WEBP", (1600, 800), (1600, 800))
    assert not drawn.getexif()
    assert b"SecretPhone" not in content
    assert {"exif", "xmp", "icc_profile"} & drawn.info.keys() == set()


def test_shrink_turns_a_photo_upright():
    assert shrink(photo(200, 100, orientation=6))[1:] == (100, 200)


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"\xff\xd8\xff\xe0JFIF"],
)
def test_shrink_refuses_what_is_no_picture(content):
    with pytest.raises(ValidationError):
        shrink(SimpleUploadedFile("x.jpg", content))


def test_shrink_refuses_a_bomb():
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    with pytest.raises(ValidationError):
        shrink(SimpleUploadedFile("x.png", file.getvalue()))


def test_shrink_refuses_a_file_cut_off():
    with pytest.raises(ValidationError):
        shrink(SimpleUploadedFile("x.png", photo(kind="PNG").read()[:500]))


def post_with_picture(client, thread, text="See this"):
    form = form_of(text, alt="A map of the border", picture=photo())
    assert client.post(thread.get_absolute_url(), form).status_code == 302
    return Post.objects.get(is_opening=False)


def test_picture_stands_in_its_post(as_amina, thread):
    post = post_with_picture(as_amina, thread)
    picture = PostPicture.objects.get()
    assert picture.post == post
    assert f'<img src="{picture.get_absolute_url()}" alt="A map of the border" width="1600" height="800"' in post.html
    assert post.word_count == 2
    answer = as_amina.get(picture.get_absolute_url())
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "private" in answer["Cache-Control"]
    again = as_amina.get(picture.get_absolute_url(), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("wrong", [{"text": ""}, {"alt": ""}, {"text": "Rosa Quispe, 34 años"}])
def test_picture_is_not_lost_when_something_else_is_wrong(as_amina, thread, wrong):
    form = form_of("See this", alt="A map", picture=photo()) | wrong
    answer = as_amina.post(thread.get_absolute_url(), form)
    picture = PostPicture.objects.get()
    assert answer.status_code == 422
    assert f'name="pictures" value="{picture.key}"' in answer.content.decode()
    again = form_of("See this", key=form["key"], pictures=str(picture.key), **{f"alt_{picture.key}": "A better text"})
    as_amina.post(thread.get_absolute_url(), again)
    assert 'alt="A better text"' in Post.objects.get(is_opening=False).html


def test_picture_without_a_text_is_not_posted(as_amina, thread):
    answer = as_amina.post(thread.get_absolute_url(), form_of(picture=photo()))
    assert "Say in a few words what each picture shows." in answer.content.decode()
    assert Post.objects.count() == 1


def test_picture_is_added_and_taken_out_by_buttons(as_amina, thread):
    form = form_of("Text", alt="A map", do="picture", picture=photo())
    page = as_amina.post(thread.get_absolute_url(), form, headers=HTMX)
    picture = PostPicture.objects.get()
    assert (page.status_code, str(picture.key) in page.content.decode()) == (200, True)
    form = form_of("Text", key=form["key"], pictures=str(picture.key), drop=str(picture.key))
    page = as_amina.post(thread.get_absolute_url(), form)
    assert (page.status_code, str(picture.key) in page.content.decode()) == (200, False)
    assert PostPicture.objects.count() == 0


def test_fifth_picture_is_refused(as_amina, thread, amina):
    form = form_of("Text")
    keys = [str(add_picture(owner=amina, form_key=form["key"], file=photo(9, 9), alt="x").key) for _ in range(4)]
    answer = as_amina.post(thread.get_absolute_url(), form | {"pictures": keys, "picture": photo(9, 9), "alt": "y"})
    assert "at most four pictures" in answer.content.decode()
    assert PostPicture.objects.count() == 4


def test_no_picture_is_said_beside_the_field(as_amina, thread):
    form = form_of(picture=SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), alt="x")
    answer = as_amina.post(thread.get_absolute_url(), form)
    assert answer.status_code == 422
    assert "This is no picture that can be shown" in answer.content.decode()


def test_picture_of_somebody_else_cannot_be_taken(as_amina, thread, ben):
    foreign = add_picture(owner=ben, form_key=form_of()["key"], file=photo(9, 9), alt="Ben's")
    as_amina.post(thread.get_absolute_url(), form_of("Text", pictures=str(foreign.key)))
    assert PostPicture.objects.get().post is None
    assert as_amina.get(foreign.get_absolute_url(), follow=True).status_code == 404


def test_picture_is_for_those_who_read_the_post(as_amina, thread, course, ben, dana, elif_):
    make_enrolment(course, ben)
    post = post_with_picture(as_amina, thread)
    url = PostPicture.objects.get().get_absolute_url()
    moderator = make_moderator(elif_)

    def seen_by(*users):
        return [signed_in(user).get(url, follow=True).status_code for user in users]

    assert seen_by(ben, dana, moderator) == [200, 404, 200]
    hide_post(moderator=moderator, post=post, reason="Because")
    assert seen_by(ben, thread.author, moderator) == [404, 404, 200]


def test_picture_goes_with_the_words_of_its_post(as_amina, thread, amina, private_files, on_commit):
    post = post_with_picture(as_amina, thread)
    assert len(list(private_files.rglob("*.webp"))) == 1
    with on_commit():
        remove_post(remover=amina, post=post)
    assert PostPicture.objects.count() == 0
    assert list(private_files.rglob("*.webp")) == []


def test_edit_keeps_takes_out_and_adds_pictures(as_amina, thread, amina):
    post = post_with_picture(as_amina, thread)
    picture = PostPicture.objects.get()
    url = address("edit_post", post)
    assert str(picture.key) in as_amina.get(url).content.decode()
    edit_post(editor=amina, post=post, text="Other words", language="en")
    assert "<img" in Post.objects.get(pk=post.pk).html
    as_amina.post(url, form_of("Without it"))
    assert "<img" not in Post.objects.get(pk=post.pk).html
    assert PostPicture.objects.count() == 0


def test_orphans_are_deleted_after_a_day_unless_a_draft_waits(course, amina, private_files, on_commit):
    make_enrolment(course, amina)
    given_up, waiting = form_of()["key"], form_of()["key"]
    long_ago = timezone.now() - timedelta(days=2)
    for key in (given_up, waiting):
        add_picture(owner=amina, form_key=key, file=photo(9, 9), alt="x", at=long_ago)
    add_picture(owner=amina, form_key=given_up, file=photo(9, 9), alt="new")
    place = place_of_activity(discussion_activity(course))
    save_draft(user=amina, discussion=place, key=waiting, text="Text", language="en")
    with on_commit():
        assert forget_orphans() == 1
    assert len(list(private_files.rglob("*.webp"))) == 2


def test_draft_comes_back_with_its_pictures(as_amina, thread):
    form = form_of("Text", alt="A map", do="draft", picture=photo())
    as_amina.post(thread.get_absolute_url(), form)
    page = as_amina.get(thread.get_absolute_url()).content.decode()
    assert f'name="pictures" value="{PostPicture.objects.get().key}"' in page


def test_opening_may_have_pictures(as_amina, course):
    url = reverse("forums:new_thread", args=[discussion_activity(course).key])
    as_amina.post(url, form_of(title="Look", alt="A map", picture=photo()))
    assert "<img" in opening_of(Post.objects.get(thread__title="Look").thread).html
