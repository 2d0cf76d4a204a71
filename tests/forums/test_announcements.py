"""What those who teach tell everybody in a course, and its feed."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from courses.actions import appoint_instructor
from courses.models import CoursePage, ProgrammePage
from enrolments.actions import leave
from forums.actions import NotAllowed, edit_announcement, publish_announcement, withdraw_announcement
from forums.models import Announcement
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment
from tests.queries import at_most

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SPANISH, ENGLISH = ("Hola a *todos*", "Nos vemos el **lunes**."), ("Hello everybody", "We meet on **Monday**.")


@pytest.fixture
def teacher(course, ben):
    appoint_instructor(user=ben, course_page=CoursePage.objects.get(translation_key=course.key))
    return type(ben).objects.get(pk=ben.pk)


def announce(course, teacher, **fields):
    values = {"texts": {"es": SPANISH, "en": ENGLISH}} | fields
    return publish_announcement(author=teacher, course=course, **values)


def address(course, end=""):
    return f"/en/discussions/courses/{course.key}/announcements/{end}"


def test_publish_by_somebody_who_does_not_teach_is_refused(course, amina, dana):
    make_enrolment(course, amina)
    for user in (amina, dana):
        with pytest.raises(NotAllowed):
            announce(course, user)


@pytest.mark.parametrize("texts", [{}, {"es": ("", "Texto")}, {"es": ("Título", " ")}])
def test_publish_without_words_is_refused_and_leaves_nothing(course, teacher, texts):
    with pytest.raises(ValidationError):
        announce(course, teacher, texts=texts)
    assert not Announcement.objects.exists()


def test_publish_twice_with_one_key_publishes_once(course, teacher):
    first = announce(course, teacher)
    assert announce(course, teacher, key=first.key) == first
    assert Announcement.objects.count() == 1


def test_announcement_is_read_in_the_readers_language_else_in_the_first(course, teacher):
    announcement = announce(course, teacher)
    assert [announcement.text_in(code).title for code in ("en", "es", "ar")] == [ENGLISH[0], SPANISH[0], SPANISH[0]]
    assert "<strong>Monday</strong>" in announcement.text_in("en").html


def test_edit_and_withdraw_are_for_those_who_teach(course, teacher, amina):
    announcement = announce(course, teacher)
    with pytest.raises(NotAllowed):
        edit_announcement(editor=amina, announcement=announcement, texts={"es": SPANISH}, is_public=True)
    with pytest.raises(NotAllowed):
        withdraw_announcement(editor=amina, announcement=announcement)
    edit_announcement(editor=teacher, announcement=announcement, texts={"en": ENGLISH}, is_public=False)
    assert [text.language for text in Announcement.objects.get().texts.all()] == ["en"]


def test_list_shows_the_enrolled_all_and_a_visitor_the_public_ones(client, course, teacher, amina, dana):
    announce(course, teacher)
    assert client.get(address(course)).status_code == 404
    announce(course, teacher, texts={"en": ("For the world", "Come in.")}, is_public=True)
    withdraw_announcement(editor=teacher, announcement=announce(course, teacher, texts={"en": ("Gone", "Gone.")}))
    enrolment = make_enrolment(course, amina)
    for user, sees in ((None, False), (dana, False), (amina, True), (teacher, True)):
        if user:
            client.force_login(user)
        page = client.get(address(course)).content.decode()
        assert "For the world" in page
        assert "Gone" not in page
        assert ("Hello everybody" in page) is sees
    leave(enrolment=enrolment)
    client.force_login(amina)
    assert "Hello everybody" not in client.get(address(course)).content.decode()


def test_permanent_address_leads_to_the_place_in_the_list(client, course, teacher, amina):
    make_enrolment(course, amina)
    then = timezone.now() - timedelta(days=1)
    oldest = announce(course, teacher, at=then)
    for number in range(10):
        announce(course, teacher, at=then + timedelta(hours=number + 1))
    client.force_login(amina)
    answer = client.get(f"/en{oldest.get_absolute_url()[3:]}")
    assert answer.url == f"{address(course)}?page=2#{oldest.anchor}"
    assert f'id="{oldest.anchor}"' in client.get(answer.url).content.decode()


def test_permanent_address_for_who_may_not_read_is_not_found(client, course, teacher, dana):
    announcement = announce(course, teacher)
    for user in (None, dana):
        if user:
            client.force_login(user)
        assert client.get(announcement.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("size", [1, 8])
def test_list_is_a_constant_number_of_queries(client, course, teacher, amina, size):
    make_enrolment(course, amina)
    for _ in range(size):
        announce(course, teacher)
    client.force_login(amina)
    client.get(address(course))
    with at_most(9):
        client.get(address(course))


def test_form_publishes_what_was_written_and_says_what_is_missing(client, course, teacher):
    client.force_login(teacher)
    form = client.get(address(course, "new/")).context["form"]
    data = {"key": str(form["key"].value()), "title_es": SPANISH[0], "text_es": ""}
    answer = client.post(address(course, "new/"), data)
    assert answer.status_code == 422
    assert "Write something first." in answer.content.decode()
    assert client.post(address(course, "new/"), data | {"text_es": SPANISH[1]}).status_code == 302
    assert Announcement.objects.get().texts.get().title == "Hola a *todos*"


def test_form_with_the_key_of_another_course_is_refused(client, course, teacher, homes):
    theirs = announce(course, teacher)
    programme = ProgrammePage.objects.get()
    Announcement.objects.update(course=make_course(homes, slug="otro", modules=0, programme=programme))
    client.force_login(teacher)
    data = {"key": str(theirs.key), "title_es": SPANISH[0], "text_es": SPANISH[1]}
    assert client.post(address(course, "new/"), data).status_code == 422
    assert client.post(address(course, "new/"), data | {"key": "x"}).status_code == 422


def test_form_empty_asks_for_one_language(client, course, teacher):
    client.force_login(teacher)
    key = client.get(address(course, "new/")).context["form"]["key"].value()
    answer = client.post(address(course, "new/"), {"key": str(key)})
    assert "Write it in one language at least." in answer.content.decode()


def test_forms_for_who_does_not_teach_are_not_found(client, course, teacher, amina):
    make_enrolment(course, amina)
    announcement = announce(course, teacher)
    client.force_login(amina)
    own = f"/en/discussions/announcements/{announcement.key}/"
    for path in (address(course, "new/"), f"{own}edit/", f"{own}withdraw/"):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


def test_forms_edit_and_withdraw(client, course, teacher):
    announcement = announce(course, teacher)
    client.force_login(teacher)
    own = f"/en/discussions/announcements/{announcement.key}/"
    assert ENGLISH[0] in client.get(f"{own}edit/").content.decode()
    data = {"title_en": "Better", "text_en": "Words.", "is_public": "on", "widens": "on"}
    assert client.post(f"{own}edit/", data).status_code == 302
    assert Announcement.objects.get().is_public
    client.get(f"{own}withdraw/")
    assert Announcement.objects.standing().exists()
    client.post(f"{own}withdraw/")
    assert not Announcement.objects.standing().exists()


def test_feed_has_the_public_ones_in_its_language_with_lasting_names(client, course, teacher):
    announce(course, teacher)
    public = announce(course, teacher, is_public=True)
    answer = client.get(address(course, "feed/"))
    feed = ElementTree.fromstring(answer.content)
    (entry,) = feed.findall(f"{ATOM}entry")
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert entry.findtext(f"{ATOM}title") == "Hello everybody"
    assert entry.findtext(f"{ATOM}id") == f"tag:testserver,{public.published_at:%Y-%m-%d}:announcements/{public.key}/en"
    assert feed.findtext(f"{ATOM}id") == f"tag:testserver,2026:courses/{course.key}/announcements/en"
    assert "Hola" in client.get(address(course, "feed/").replace("/en/", "/es/")).content.decode()
    assert client.get(address(course, "feed/").replace("/en/", "/ar/")).status_code == 404


def test_feed_asked_again_is_sent_only_when_it_changed(client, course, teacher):
    announcement = announce(course, teacher, is_public=True)
    announce(course, teacher, texts={"en": ("Second", "Text.")}, is_public=True)
    known = {"If-None-Match": client.get(address(course, "feed/"))["ETag"]}
    assert client.get(address(course, "feed/"), headers=known).status_code == 304
    withdraw_announcement(editor=teacher, announcement=announcement)
    assert client.get(address(course, "feed/"), headers=known).status_code == 200


def test_course_page_shows_the_newest_to_those_who_may_read_it(client, course, teacher, amina):
    announce(course, teacher)
    page = CoursePage.objects.get(translation_key=course.key)
    assert SPANISH[0] not in client.get(page.url).content.decode()
    make_enrolment(course, amina)
    client.force_login(amina)
    assert SPANISH[0] in client.get(page.url).content.decode()
