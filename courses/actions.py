"""What publishing does to programmes and courses: the only way by which their rows are written."""

import uuid

from django.db import transaction
from django.utils import timezone

from courses.models import Course, CourseListing, CoursePage, Programme, ProgrammeListing, ProgrammePage
from courses.signals import course_recorded
from pages.folding import fold

FACTS = [
    "hours",
    "level",
    "participation_share",
    "achievement_share",
    "enrolment_opens_at",
    "enrolment_closes_at",
]


@transaction.atomic
def record_programme(page):
    """Write the row and the listing of a live `ProgrammePage`; returns the programme."""
    programme = _programme_of(page)
    if page.language == programme.source_language:
        programme.position = _position(page)
        programme.save(update_fields=["position"])
    ProgrammeListing.objects.update_or_create(
        programme=programme,
        language=page.language,
        defaults={"title": page.title, "summary": page.summary, "url_path": page.url_path},
    )
    return programme


def _programme_of(page):
    programme, _created = Programme.objects.get_or_create(
        key=page.translation_key,
        defaults={"slug": _free_slug(Programme, page.slug), "source_language": page.language},
    )
    return programme


@transaction.atomic
def withdraw_programme(page):
    """Take the language of a `ProgrammePage` that is no longer live out of the catalogue."""
    ProgrammeListing.objects.filter(programme__key=page.translation_key, language=page.language).delete()


@transaction.atomic
def record_course(page):
    """Write the row (from the source language only) and the listing of a live `CoursePage`; returns the course."""
    programme = _programme_of(page.get_parent().specific)
    course, _created = Course.objects.select_for_update().get_or_create(
        key=page.translation_key,
        defaults={
            "programme": programme,
            "slug": _free_slug(Course, page.slug),
            "source_language": page.language,
        },
    )
    if page.language == course.source_language:
        _write_facts(course, page, programme)
    CourseListing.objects.update_or_create(course=course, language=page.language, defaults=_listing(page))
    renew(course)
    transaction.on_commit(lambda: course_recorded.send(Course, course=course))
    return course


def _write_facts(course, page, programme):
    for field in FACTS:
        setattr(course, field, getattr(page, field))
    course.programme, course.position, course.withdrawn_at = programme, _position(page), None
    course.save()
    course.topics.set(page.topics.all())


def _listing(page):
    outcomes = [str(block.value) for block in page.outcomes]
    team = [{"name": block.value["name"], "role": block.value["role"]} for block in page.team]
    words = [page.title, page.summary, page.audience, *outcomes]
    return {
        "title": page.title,
        "summary": page.summary,
        "url_path": page.url_path,
        "outcomes": outcomes,
        "team": team,
        "search_text": fold(" ".join(words)),
    }


@transaction.atomic
def withdraw_course(page):
    """Take the language of a `CoursePage` that is no longer live out of the catalogue.

    With the source language goes the whole course: nobody new enrols, and nobody's record is touched.
    """
    course = Course.objects.select_for_update().filter(key=page.translation_key).first()
    if course is None:
        return
    course.listings.filter(language=page.language).delete()
    if page.language == course.source_language:
        course.withdrawn_at = course.withdrawn_at or timezone.now()
        course.save(update_fields=["withdrawn_at"])
    renew(course)


@transaction.atomic
def relocate(page):
    """Write anew what depends on where `page` stands: the addresses and positions of it and of what is below it."""
    for programme_page in ProgrammePage.objects.live().descendant_of(page, inclusive=True):
        record_programme(programme_page)
    for course_page in CoursePage.objects.live().descendant_of(page, inclusive=True):
        record_course(course_page)


def renew(course):
    """Say that what learners read in `course` has changed: what was made from it is made anew."""
    course.version = uuid.uuid4()
    Course.objects.filter(pk=course.pk).update(version=course.version)


def _position(page):
    """The place of `page` among its siblings, from 0."""
    return page.get_prev_siblings().count()


def _free_slug(model, slug):
    taken = set(model.objects.filter(slug__startswith=slug[:90]).values_list("slug", flat=True))
    candidates = [slug[:100], *(f"{slug[:90]}-{number}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)
