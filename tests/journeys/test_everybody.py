"""Every kind of page for everybody: axe finds nothing, 320 px are enough, a poor line is enough, no other host."""

import gzip

import pytest
from django.test import Client
from django.utils import translation

from accounts.actions import accept_conduct, confirm_name
from certificates.models import Certificate
from courses.models import Course
from enrolments.actions import enrol, start_attempt
from forums.actions import open_thread
from lms.demo.studying import study_all
from modules.models import Activity
from modules.outline import outline_of
from pages.models import PlainPage
from tests.factories.accounts import UserFactory
from tests.journeys.conftest import barriers
from tests.worlds import made_once

pytestmark = [pytest.mark.browser, pytest.mark.drawn, pytest.mark.django_db(transaction=True)]

WATCH_TO_42 = """async () => {
    const video = document.querySelector("video");
    video.muted = true;
    await video.play();
    video.currentTime = 42;
    video.pause();
}"""
COMPRESSED_LIMIT, REQUEST_LIMIT = 60_000, 10


@made_once
def campus(whole_programme):
    """The real programme, with a learner who has done it all and one who has begun."""
    course = Course.objects.get(slug="basic-concepts")
    graduate = UserFactory(name="Farid Haddad", language="es")
    confirm_name(user=graduate, name="Farid Haddad")
    study_all(enrol(user=graduate, course=course))
    beginner = UserFactory(name="Amina Wanjiru", language="es")
    enrolment = enrol(user=beginner, course=course)
    quiz = Activity.objects.of_course(course).filter(kind="quiz").first()
    start_attempt(enrolment=enrolment, activity=quiz)
    discussion = Activity.objects.of_course(course).filter(kind="discussion").first()
    accept_conduct(user=beginner)
    thread = open_thread(
        author=beginner,
        activity=discussion,
        title="El caso «social»",
        text="Una **experiencia** propia.",
        language="es",
    )
    return course, graduate, beginner, thread


def sign_in(page, user, live_server):
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in client.cookies.items()]
    )


def addresses(campus, language):
    """(who, address) of every kind of page: visitor's, beginner's, graduate's."""
    course, graduate, beginner, thread = campus
    outline = outline_of(course, language)
    certificate = Certificate.objects.of(graduate).first()
    listing = course.listing_in(language)
    open_pages = ["", "catalogue/", "catalogue/?q=zzzz", "accounts/login/", "accounts/signup/"]
    open_pages += ["accounts/password/reset/", f"certificates/check/{certificate.code}/", "certificates/check/"]
    open_pages += ["certificates/check/file/", "api/"]
    yield from ((None, f"/{language}/{path}") for path in open_pages)
    yield None, listing.url
    yield from ((None, page.url) for page in PlainPage.objects.filter(locale__language_code=language))
    yield None, course.programme.listings.get(language=language).url
    yield beginner, listing.url
    yield beginner, outline.modules[0].url
    yield from ((beginner, activity.url) for activity in outline.modules[0].activities)
    yield graduate, next(activity.url for activity in outline.activities if activity.kind.name == "quiz")
    yield from ((graduate, f"/{language}/{path}") for path in ("learn/", "certificates/", "accounts/profile/"))
    yield graduate, f"/{language}/certificates/{certificate.code}/correct/"
    yield graduate, f"/{language}/credentials/{certificate.code}/"
    yield beginner, f"/{language}/accounts/name/"
    yield beginner, f"/{language}/learn/{course.slug}/leave/"
    yield beginner, f"/{language}/discussions/threads/{thread.key}/"
    yield beginner, f"/{language}/no-such-page/"


@pytest.mark.parametrize("language", ["es", "ar"])
def test_every_kind_of_page_passes_axe_and_fits_320_pixels(visit, live_server, campus, language):
    pages = {}
    with translation.override(language):
        listed = list(addresses(campus, language))
    for user, address in listed:
        if user not in pages:
            pages[user] = visit(language, width=320)
            if user:
                sign_in(pages[user], user, live_server)
        page = pages[user]
        response = page.goto(address)
        assert response.status == (404 if "no-such-page" in address else 200), address
        page.troubles.clear() if response.status == 404 else None
        assert (address, barriers(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        direction = page.evaluate("document.documentElement.dir")
        assert direction == ("rtl" if language == "ar" else "ltr")


def test_reading_page_is_light_on_a_cold_visit(visit, live_server, campus):
    course, _graduate, beginner, _thread = campus
    page = visit("es")
    sign_in(page, beginner, live_server)
    responses = []
    page.on("response", lambda response: responses.append(response))
    page.goto(outline_of(course, "es").activities[0].url, wait_until="networkidle")
    own = [response for response in responses if "/media/" not in response.url]
    weight = sum(len(gzip.compress(response.body())) for response in own if response.status == 200)
    assert weight <= COMPRESSED_LIMIT
    assert len(own) <= REQUEST_LIMIT


def test_video_goes_on_at_the_saved_second_on_another_device(visit, live_server, campus):
    course, _graduate, beginner, _thread = campus
    address = next(a.url for a in outline_of(course, "es").activities if a.kind.name == "video")
    phone = visit("es")
    sign_in(phone, beginner, live_server)
    phone.goto(address)
    with phone.expect_response(lambda response: "/position/" in response.url):
        phone.evaluate(WATCH_TO_42)
    desk = visit("es", width=1280)
    sign_in(desk, beginner, live_server)
    desk.goto(address)
    desk.evaluate("document.querySelector('video').load()")
    desk.evaluate("document.querySelector('video').play().catch(() => {})")
    desk.wait_for_function("document.querySelector('video').currentTime >= 42")
