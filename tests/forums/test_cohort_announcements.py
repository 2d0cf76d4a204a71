"""What is told to one cohort: its members read it, are mailed and get the notice; nobody else learns of it."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cohorts.actions import close_cohort, seat, unseat
from courses.actions import appoint_instructor
from courses.models import CoursePage, ProgrammePage
from enrolments.actions import leave
from forums.actions import KeyUsed, NotAllowed, WouldWiden, edit_announcement, publish_announcement
from forums.models import Announcement
from notifications.actions import note_announcement, note_untold, send_announcements
from notifications.models import Delivery, Notice
from tests.factories.cohorts import make_cohort, manager_of_all
from tests.factories.courses import make_course
from tests.factories.enrolments import make_enrolment
from tests.queries import at_most

pytestmark = pytest.mark.django_db
TEXTS = {"es": ("Para ustedes", "El taller es el **martes**."), "en": ("For you", "The workshop is on **Tuesday**.")}


@pytest.fixture
def teacher(course, ben):
    appoint_instructor(user=ben, course_page=CoursePage.objects.get(translation_key=course.key))
    return type(ben).objects.get(pk=ben.pk)


@pytest.fixture
def cohort(course, amina):
    return make_cohort(course, make_enrolment(course, amina), name="Nairobi in May")


def tell(course, teacher, cohort, **fields):
    return publish_announcement(author=teacher, course=course, cohort=cohort, **{"texts": TEXTS} | fields)


def address(course, end=""):
    return f"/en/discussions/courses/{course.key}/announcements/{end}"


def test_announcement_to_a_cohort_is_read_by_its_members_and_those_who_teach(
    client, course, teacher, cohort, amina, dana, elif_
):
    announcement = tell(course, teacher, cohort)
    make_enrolment(course, dana)
    assert client.get(address(course)).status_code == 404
    for user, sees in ((amina, True), (teacher, True), (dana, False)):
        client.force_login(user)
        page = client.get(address(course)).content.decode()
        assert ("The workshop is on" in page) is sees
        assert ("Only for “<bdi>Nairobi in May</bdi>”" in page) is sees
        own = client.get(f"/en/discussions/announcements/{announcement.key}/")
        assert own.status_code == (302 if sees else 404)
    client.force_login(elif_)
    assert client.get(address(course)).status_code == 404


def test_announcement_to_a_cohort_is_gone_for_who_left_the_course_or_the_cohort(course, teacher, cohort, amina, dana):
    tell(course, teacher, cohort)
    seat(by=manager_of_all(), cohort=cohort, enrolments=[make_enrolment(course, dana)])
    assert all(Announcement.objects.readable_by(user).exists() for user in (amina, dana))
    unseat(by=manager_of_all(), seat=cohort.seats.get(enrolment__user=dana))
    leave(enrolment=cohort.seats.get().enrolment)
    assert not any(Announcement.objects.readable_by(user).exists() for user in (amina, dana))


def test_announcement_to_a_cohort_is_noted_and_mailed_to_its_members_only(course, teacher, cohort, amina, dana, farid):
    gone = make_enrolment(course, farid)
    seat(by=manager_of_all(), cohort=cohort, enrolments=[gone, make_enrolment(course, teacher)])
    leave(enrolment=gone)
    make_enrolment(course, dana)
    announcement = tell(course, teacher, cohort)
    note_untold()
    assert note_announcement(announcement=announcement) == 1
    assert list(Notice.objects.values_list("user", flat=True)) == [amina.pk]
    assert send_announcements() == 1
    assert [message.to for message in mail.outbox] == [[amina.email]]
    assert "Only for “Nairobi in May”" in mail.outbox[0].body
    assert "Only for “<bdi>Nairobi in May</bdi>”" in mail.outbox[0].alternatives[0][0]


def test_mail_to_who_lost_their_seat_meanwhile_is_dropped_with_the_notice(client, course, teacher, cohort, amina):
    note_announcement(announcement=tell(course, teacher, cohort))
    unseat(by=manager_of_all(), seat=cohort.seats.get())
    assert send_announcements() == 0
    assert Delivery.objects.get().state == Delivery.State.DROPPED
    client.force_login(amina)
    page = client.get("/en/notifications/").content.decode()
    assert "For you" not in page
    assert "bell-count" not in page


def test_announcement_to_a_closed_cohort_reaches_its_members(course, teacher, cohort, amina):
    close_cohort(by=manager_of_all(), cohort=cohort)
    assert note_announcement(announcement=tell(course, teacher, cohort)) == 1


def test_announcement_to_a_cohort_of_another_course_or_to_the_world_is_refused(course, teacher, cohort, homes):
    other = make_course(homes, slug="otro", modules=0, programme=ProgrammePage.objects.get())
    with pytest.raises(NotAllowed):
        tell(course, teacher, make_cohort(other))
    with pytest.raises(ValidationError):
        tell(course, teacher, cohort, is_public=True)
    assert not Announcement.objects.exists()
    announcement = tell(course, teacher, cohort)
    with pytest.raises(IntegrityError), transaction.atomic():
        Announcement.objects.filter(pk=announcement.pk).update(is_public=True)


def test_announcement_sent_again_with_another_audience_is_refused(course, teacher, cohort):
    first = tell(course, teacher, cohort)
    assert tell(course, teacher, cohort, key=first.key) == first
    with pytest.raises(KeyUsed):
        tell(course, teacher, None, key=first.key)


def test_feed_and_its_link_are_without_what_is_for_a_cohort(client, course, teacher, cohort, amina):
    tell(course, teacher, cohort)
    assert client.get(address(course, "feed/")).status_code == 404
    tell(course, teacher, None, texts={"en": ("Everybody", "Come in.")}, is_public=True)
    client.force_login(amina)
    feed = client.get(address(course, "feed/")).content.decode()
    assert "Everybody" in feed
    assert "workshop" not in feed


def test_edit_keeps_the_cohort_and_never_makes_it_public(client, course, teacher, cohort):
    announcement = tell(course, teacher, cohort)
    with pytest.raises(ValidationError):
        edit_announcement(editor=teacher, announcement=announcement, texts=TEXTS, is_public=True, widens=True)
    client.force_login(teacher)
    path = f"/en/discussions/announcements/{announcement.key}/edit/"
    page = client.get(path).content.decode()
    assert "Only for “<bdi>Nairobi in May</bdi>”" in page
    assert 'name="is_public"' not in page
    data = {"title_en": "Better", "text_en": "Words.", "is_public": "on", "widens": "on", "audience": "all"}
    assert client.post(path, data).status_code == 302
    found = Announcement.objects.get()
    assert (found.cohort, found.is_public, found.texts.get().title) == (cohort, False, "Better")


def test_edit_that_would_show_it_to_everybody_says_so_first(client, course, teacher):
    announcement = tell(course, teacher, None)
    with pytest.raises(WouldWiden):
        edit_announcement(editor=teacher, announcement=announcement, texts=TEXTS, is_public=True)
    client.force_login(teacher)
    path = f"/en/discussions/announcements/{announcement.key}/edit/"
    assert 'name="widens"' not in client.get(path).content.decode()
    data = {"title_en": "Better", "text_en": "Words.", "is_public": "on"}
    answer = client.post(path, data)
    assert answer.status_code == 422
    assert "Until now only those in the course read it." in answer.content.decode()
    assert not Announcement.objects.get().is_public
    assert client.post(path, data | {"widens": "on"}).status_code == 302
    assert Announcement.objects.get().is_public


def test_form_offers_the_cohorts_of_the_course_and_no_others(client, course, teacher, cohort, homes):
    close_cohort(by=manager_of_all(), cohort=make_cohort(course, name="Last year", country="KE"))
    other = make_course(homes, slug="otro", modules=0, programme=ProgrammePage.objects.get())
    foreign = make_cohort(other, name="Elsewhere")
    client.force_login(teacher)
    answer = client.get(address(course, "new/"))
    page = answer.content.decode()
    assert "Nairobi in May (1 person)" in page
    assert "Last year (Kenya · 0 people · takes no new members)" in page
    assert "Elsewhere" not in page
    data = {"key": str(answer.context["form"]["key"].value()), "title_es": "Hola", "text_es": "El martes."}
    for wrong in ({}, {"audience": str(foreign.key)}, {"audience": str(cohort.key), "is_public": "on"}):
        assert client.post(address(course, "new/"), data | wrong).status_code == 422
    assert client.post(address(course, "new/"), data | {"audience": str(cohort.key)}).status_code == 302
    assert Announcement.objects.get().cohort == cohort


@pytest.mark.parametrize("size", [1, 8])
def test_form_and_list_with_many_cohorts_are_a_constant_number_of_queries(client, course, teacher, cohort, amina, size):
    for number in range(size):
        tell(course, teacher, make_cohort(course, name=f"Intake {number}"))
        tell(course, teacher, cohort)
    client.force_login(teacher)
    for path in (address(course), address(course, "new/")):
        client.get(path)
        with at_most(13):
            client.get(path)


def test_course_page_shows_a_member_what_their_cohort_is_told(client, course, teacher, cohort, amina, dana):
    tell(course, teacher, cohort)
    make_enrolment(course, dana)
    page = CoursePage.objects.get(translation_key=course.key)
    for user, sees in ((amina, True), (dana, False)):
        client.force_login(user)
        shown = client.get(page.url).content.decode()
        assert ("Para ustedes" in shown) is sees
        assert ("Nairobi in May" in shown) is sees
