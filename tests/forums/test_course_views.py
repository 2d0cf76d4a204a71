"""The discussions of a course: its subjects, who reads and writes there, filters and what is new."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from enrolments.actions import leave
from enrolments.models import Completion
from forums.actions import NotAllowed, accept_answer, mark_read, open_thread
from forums.finding import find_thread
from forums.lists import Filter, page_of_threads
from forums.models import Discussion, Post, Thread
from forums.rules import may_read
from tests.factories.courses import course_page
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import discussion_activity, line_of, make_moderator, make_question, make_reply, make_thread
from tests.forums.test_moderation_views import editor_of
from tests.forums.test_views import form_of
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def course_url(course):
    return reverse("forums:course", args=[course.key])


def subject_url(course, subject="questions", name="subject"):
    return reverse(f"forums:{name}", args=[course.key, subject])


@pytest.fixture
def as_amina(client, course, amina):
    make_enrolment(course, amina)
    client.force_login(amina)
    return client


def test_course_page_lists_subjects_activities_and_the_newest(as_amina, course, ben):
    make_question(course, ben, title="How often?")
    make_thread(course, ben, title="At the activity")
    page = as_amina.get(course_url(course)).content.decode()
    assert page.index("Questions") < page.index("Introduce yourself") < page.index("Newest conversations")
    assert page.index("At the activity") < page.index("How often?")
    assert page.count("1 with something new") == 2


@pytest.mark.parametrize("url", [course_url, subject_url])
def test_course_pages_are_for_the_enrolled_and_staff(client, course, ben, dana, elif_, url):
    make_question(course, ben, title="A secret")
    client.force_login(dana)
    assert client.get(url(course)).url.endswith("/conceptos/")
    client.force_login(make_moderator(elif_))
    assert "A secret" in client.get(url(course)).content.decode()


def test_course_page_of_an_unknown_course_or_subject_is_not_found(as_amina, course):
    assert as_amina.get(subject_url(course, "gossip")).status_code == 404
    assert as_amina.get(subject_url(course, "gossip", "new_in_subject")).status_code == 404
    assert as_amina.get(f"/en/discussions/courses/{course.programme.key}/").status_code == 404


def test_question_opened_by_the_form_is_a_question_in_its_place(as_amina, course):
    url = subject_url(course, name="new_in_subject")
    assert 'value="question" id="id_kind_0" checked' in as_amina.get(url).content.decode().replace(" required", "")
    answer = as_amina.post(url, form_of(title="How often?", kind="question"), follow=True)
    thread = Thread.objects.get()
    assert "How often?" in answer.content.decode()
    assert (thread.kind, thread.discussion.subject, thread.discussion.activity) == ("question", "questions", None)
    assert not Completion.objects.exists()


def test_subject_takes_no_post_of_a_stranger(client, course, dana):
    client.force_login(dana)
    assert client.post(subject_url(course, name="new_in_subject"), form_of(title="T")).status_code == 403
    with pytest.raises(NotAllowed):
        open_thread(author=dana, course=course, subject="questions", title="T", text="x", language="en")
    assert not Thread.objects.exists()


def test_subject_has_one_discussion_for_a_course(course):
    first, second = make_question(course), make_question(course)
    assert first.discussion == second.discussion
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.create(course=course, subject="questions")


def test_discussion_without_a_place_or_with_two_is_refused(course):
    for fields in ({"subject": ""}, {"subject": "questions", "activity": discussion_activity(course)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Discussion.objects.create(course=course, **fields)


def test_thread_on_a_subject_is_answered_reported_and_left_behind(as_amina, course, amina, ben):
    thread = make_question(course, ben)
    post = make_reply(thread, ben)
    assert as_amina.post(thread.get_absolute_url(), form_of()).status_code == 302
    report = reverse("forums:report_post", args=[post.key])
    assert as_amina.post(report, {"reason": "other"}).status_code == 302
    page = as_amina.get(thread.get_absolute_url()).content.decode()
    assert subject_url(course) in page
    own = thread.posts.get(author=amina)
    assert as_amina.post(reverse("forums:remove_post", args=[own.key])).status_code == 302


def test_editor_of_the_course_page_looks_after_its_subjects(course, dana, ben):
    question, elsewhere = make_question(course, ben), make_thread(course, ben)
    editor_of(course_page(course), dana)
    dana = type(dana).objects.get(pk=dana.pk)
    assert question.discussion in Discussion.objects.looked_after_by(dana)
    accept_answer(by=dana, post=make_reply(question, ben))
    assert list(Thread.objects.readable_by(dana)) == [question, elsewhere]


def listed(course, user, **query):
    page = page_of_threads(Discussion(course=course, subject="questions"), user, query)
    return {thread.title for thread in page.object_list}


def test_lists_are_filtered(course, amina, ben):
    make_question(course, ben, title="Open")
    answered = make_question(course, ben, title="Answered", language="es")
    make_reply(answered, amina)
    make_question(course, amina, title="Own")
    assert listed(course, amina) == {"Open", "Answered", "Own"}
    assert listed(course, amina, show="unanswered") == {"Open", "Own"}
    assert listed(course, amina, show="mine") == {"Answered", "Own"}
    assert listed(course, amina, language="es") == {"Answered"}
    assert listed(course, amina, show="unanswered", language="es", page="9") == set()
    assert listed(course, amina, show="x", language="y", page="z") == {"Open", "Answered", "Own"}


def test_list_with_an_accepted_answer_says_answered(as_amina, course, ben):
    thread = make_question(course, ben)
    assert "Answered" not in as_amina.get(subject_url(course)).content.decode()
    accept_answer(by=ben, post=make_reply(thread, ben))
    assert "Answered" in as_amina.get(subject_url(course)).content.decode()


def test_filtered_list_without_a_match_keeps_the_filters(as_amina, course):
    make_question(course)
    page = as_amina.get(subject_url(course), {"language": "fr"}).content.decode()
    assert "Nothing here matches." in page
    assert "?language=es#discussion" in page


def test_list_counts_what_others_wrote_since_the_last_visit(course, amina, ben):
    thread = make_thread(course, ben)
    make_enrolment(course, amina)
    assert unread(thread, amina) == 1
    mark_read(user=amina, thread=thread, until=thread.last_post_at)
    assert unread(thread, amina) == 0
    make_reply(thread, ben)
    make_reply(thread, ben)
    assert unread(thread, amina) == 2


def unread(thread, user):
    return line_of(thread, user).unread


def test_my_learning_leads_to_the_discussions_with_what_is_new(as_amina, course, ben):
    make_question(course, ben)
    page = as_amina.get(reverse("enrolments:my_learning")).content.decode()
    assert course_url(course) in page
    assert "1 with something new" in page


def test_course_page_leads_to_the_discussions(as_amina, client, course, dana):
    url = course_page(course, "en").url if course.listing_in("en").language == "en" else course_page(course).url
    assert f"/discussions/courses/{course.key}/" in as_amina.get(url).content.decode()
    client.force_login(dana)
    assert f"/discussions/courses/{course.key}/" not in client.get(url).content.decode()


@pytest.mark.parametrize("size", [1, 25])
@pytest.mark.parametrize("url", [course_url, subject_url])
def test_lists_are_constant(as_amina, course, url, size):
    for _ in range(size):
        make_question(course)
    as_amina.get(url(course))
    with at_most(8 if url is course_url else 7):
        as_amina.get(url(course))


def test_filter_of_nothing_is_none():
    assert not Filter.of({})


def test_text_that_cannot_be_posted_is_refused_on_a_subject(course, amina):
    make_enrolment(course, amina)
    with pytest.raises(ValidationError):
        open_thread(author=amina, course=course, subject="questions", title="T", text=" ", language="en")


def test_reading_is_said_alike_by_rule_lists_and_the_page_of_a_thread(client, course, amina, ben, dana, elif_):
    thread = make_question(course, ben)
    leave(enrolment=make_enrolment(course, amina))
    said = {}
    for user in (amina, ben, dana, make_moderator(elif_)):
        found = find_thread(user, key=thread.key)
        client.force_login(user)
        said[user.email] = {
            may_read(user, found.discussion, enrolled=found.reader_enrolled),
            Thread.objects.readable_by(user).exists(),
            Post.objects.readable_by(user).exists(),
            client.get(thread.get_absolute_url()).status_code == 200,
        }
    assert said == {amina.email: {False}, ben.email: {True}, dana.email: {False}, elif_.email: {True}}
