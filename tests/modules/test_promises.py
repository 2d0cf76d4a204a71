"""The four promises of record and page: publishing is the only door between them."""

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Locale, Page

from courses.models import Course
from enrolments.actions import measure
from enrolments.models import Completion
from enrolments.study import study_in
from modules.models import Activity, ModulePage
from modules.outline import forget_outlines, outline_of
from pages.actions import publish
from pages.sites import forget_sites
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_page, make_course, make_homes, translate
from tests.factories.enrolments import complete, make_enrolment
from tests.factories.modules import activities, make_reading

pytestmark = pytest.mark.django_db


def page_of(activity, language="es"):
    return Page.objects.get(translation_key=activity.key, locale__language_code=language).specific


def test_draft_of_a_reading_changes_nothing_for_a_learner(course, amina, on_commit):
    before = outline_of(course, "es")
    page = page_of(activities(course, "reading")[0])
    page.title, page.minutes = "Otro título", 99
    with on_commit():
        page.save_revision()
    course.refresh_from_db()
    assert outline_of(course, "es") == before


def test_publish_of_the_draft_changes_the_outline(course, on_commit):
    page = page_of(activities(course, "reading")[0])
    page.title = "Otro título"
    with on_commit():
        publish(page)
    course.refresh_from_db()
    assert outline_of(course, "es").activities[0].title == "Otro título"


@pytest.mark.parametrize("deed", ["delete", "unpublish"])
def test_page_gone_retires_the_activity_and_keeps_its_records(course, amina, on_commit, deed):
    enrolment = make_enrolment(course, amina)
    reading = activities(course, "reading")[0]
    complete(enrolment, reading)
    with on_commit():
        getattr(page_of(reading), deed)()
    reading.refresh_from_db()
    assert reading.retired_at
    assert enrolment.completions.filter(activity=reading).exists()


def test_page_published_again_is_current_again(course, on_commit):
    reading = activities(course, "reading")[0]
    page = page_of(reading)
    with on_commit():
        page.unpublish()
        publish(page)
    reading.refresh_from_db()
    assert reading.retired_at is None


def test_deleting_the_whole_course_page_deletes_no_record(course, amina, on_commit):
    enrolment = make_enrolment(course, amina)
    for activity in activities(course):
        complete(enrolment, activity)
    with on_commit():
        course_page(course).get_parent().specific.delete()
    assert Completion.objects.count() == 6
    assert Course.objects.listed().count() == 0


def test_language_changed_in_mid_course_keeps_progress_and_counts_once(course, amina):
    enrolment = make_enrolment(course, amina)
    complete(enrolment, activities(course)[0])
    spanish, english = study_in(amina, course, "es"), study_in(amina, course, "en")
    assert spanish.progress == english.progress
    assert [a.pk for a in spanish.outline.activities] == [a.pk for a in english.outline.activities]
    assert english.resume.url.startswith("/en/")
    assert course.enrolments.count() == 1


def test_translation_unpublished_leaves_the_source_in_its_place(course, on_commit):
    reading = activities(course, "reading")[0]
    with on_commit():
        page_of(reading, "en").unpublish()
    course.refresh_from_db()
    entry = outline_of(course, "en").activity(reading.key)
    assert (entry.language, entry.title) == ("es", "Lectura lectura")


def test_edited_terms_take_back_no_completion_and_no_step(course, amina, on_commit):
    enrolment = make_enrolment(course, amina)
    for activity in activities(course):
        complete(enrolment, activity)
    discussion = page_of(activities(course, "discussion")[0])
    discussion.posts = 50
    with on_commit():
        publish(discussion)
        make_reading(ModulePage.objects.live().filter(locale=discussion.locale).first(), slug="nueva")
    enrolment.refresh_from_db()
    assert enrolment.completions.count() == 6
    assert enrolment.completed_at


def test_activity_retired_completes_those_who_lacked_only_it(course, amina, on_commit):
    page = course_page(course)
    page.participation_share = 100
    with on_commit():
        publish(page)
    course.refresh_from_db()
    enrolment = make_enrolment(course, amina)
    *others, last = activities(course)
    for activity in others:
        complete(enrolment, activity)
    with on_commit():
        page_of(last).unpublish()
    enrolment.refresh_from_db()
    assert enrolment.completed_at


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["draft", "publish", "unpublish", "delete", "move", "translate", "add", "unpublish_module"]),
        st.integers(min_value=0, max_value=7),
        st.integers(min_value=0, max_value=7),
    ),
    min_size=1,
    max_size=6,
)


def pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


def do(deed, which, where):
    """One thing that an author may do to some activity page of the course."""
    spanish = Locale.objects.get(language_code="es")
    taught = Page.objects.filter(translation_key__in=Activity.objects.values("key"))
    page = pick(taught.filter(locale=spanish), which)
    module = pick(ModulePage.objects.filter(locale=spanish), where)
    if deed == "add" and module:
        make_reading(module, slug=f"nueva-{Page.objects.count()}")
    elif deed == "unpublish_module" and module:
        module.unpublish()
    elif page:
        _do_to_page(deed, page.specific, module)


def _do_to_page(deed, page, module):
    if deed == "draft":
        page.title += " (borrador)"
        page.save_revision()
    elif deed == "publish":
        page.title += " (otra vez)"
        publish(page)
    elif deed == "unpublish":
        page.unpublish()
    elif deed == "delete":
        page.delete()
    elif deed == "move" and module and page.get_parent().pk != module.pk:
        page.slug = f"movida-{page.pk}-{module.pk}"
        publish(page)
        page.move(module, pos="first-child")
    elif deed == "translate" and not page.has_translation(Locale.objects.get(language_code="ar")):
        translate(page, "ar")


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
class TestCompletedSetNeverShrinks(TestCase):
    """Random edits, moves, unpublishing, deletion and translation of pages, after a learner has done some of it."""

    @classmethod
    def setUpTestData(cls):
        forget_sites()
        forget_outlines()
        with cls.captureOnCommitCallbacks(execute=True):
            cls.course = make_course(make_homes())
        cls.enrolment = make_enrolment(cls.course, UserFactory())

    @given(deeds=DEEDS, done=st.integers(min_value=1, max_value=6))
    @settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def test_random_deeds_of_authors_take_nothing_from_a_learner(self, deeds, done):
        enrolment = type(self.enrolment).objects.select_related("course").get(pk=self.enrolment.pk)
        for activity in activities(self.course)[:done]:
            complete(enrolment, activity)
        before = set(enrolment.completions.values_list("activity__key", flat=True))
        enrolment.refresh_from_db()
        steps = (enrolment.completed_at, enrolment.achieved_at)
        for deed, which, where in deeds:
            with self.captureOnCommitCallbacks(execute=True):
                do(deed, which, where)
            enrolment.refresh_from_db()
            assert before <= set(enrolment.completions.values_list("activity__key", flat=True))
            assert all(date is None or now == date for date, now in zip(steps, _steps(enrolment), strict=True))
            self._check_measure(enrolment)

    def _check_measure(self, enrolment):
        enrolment.course.refresh_from_db()
        progress = measure(enrolment)
        current = Activity.objects.of_course(enrolment.course).current().count()
        assert progress.done <= progress.total == current


def _steps(enrolment):
    return (enrolment.completed_at, enrolment.achieved_at)
