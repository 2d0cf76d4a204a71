"""What publishing does to programmes and courses, the only way by which their rows are written; and who teaches."""

import uuid

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.actions import admit_to_staff, release_from_staff
from courses.blocks import alignment
from courses.models import (
    Course,
    CourseListing,
    CoursePage,
    GlossaryPage,
    Programme,
    ProgrammeListing,
    ProgrammePage,
    TopicName,
)
from courses.signals import course_recorded
from pages.folding import fold

INSTRUCTORS = "Instructors: "
PAGE_RIGHTS = ["add_page", "change_page", "publish_page"]
GLOSSARY_RIGHTS = ["change_page", "publish_page"]
LIBRARY_RIGHTS = ["add_image", "choose_image", "add_document", "choose_document", "add_media"]
FACTS = [
    "hours",
    "level",
    "participation_share",
    "achievement_share",
    "valid_months",
    "credit_points",
    "credit_body",
    "enrolment_opens_at",
    "enrolment_closes_at",
]


@transaction.atomic
def record_programme(page):
    """Write the row and the listing of a live `ProgrammePage`; returns the programme."""
    programme = _programme_of(page)
    if page.language == programme.source_language:
        programme.position = _position(page)
        programme.diploma, programme.diploma_courses = page.diploma, page.diploma_courses
        programme.save(update_fields=["position", "diploma", "diploma_courses"])
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
    CourseListing.objects.update_or_create(course=course, language=page.language, defaults=_listing(page, course))
    renew(course)
    transaction.on_commit(lambda: course_recorded.send(Course, course=course))
    return course


def _write_facts(course, page, programme):
    for field in FACTS:
        setattr(course, field, getattr(page, field))
    course.alignments = [alignment(block.value) for block in page.alignments]
    course.programme, course.position, course.withdrawn_at = programme, _position(page), None
    course.save()
    course.topics.set(page.topics.all())


def _listing(page, course):
    topics = TopicName.objects.filter(topic__courses=course).values_list("name", flat=True)
    outcomes = [str(block.value) for block in page.outcomes]
    team = [{"name": block.value["name"], "role": block.value["role"]} for block in page.team]
    words = [page.title, page.summary, page.audience, *outcomes, *topics]
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
    """A slug of its own for addresses, in ASCII: those of pages may be in any script."""
    slug = slugify(slug) or model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=slug[:90]).values_list("slug", flat=True))
    candidates = [slug[:100], *(f"{slug[:90]}-{number}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


@transaction.atomic
def appoint_instructor(*, user, course_page):
    """Let `user` edit and publish the course in all its languages, in Wagtail's admin; returns the instructors' group.

    They may use the whole library of pictures, files and recordings, and change what they added to it themselves.
    """
    group = instructors_of(course_page) or _make_instructors(course_page)
    for page in CoursePage.objects.filter(translation_key=course_page.translation_key):
        share_rights(page)
    for glossary in _glossaries_beside(course_page):
        share_glossary(glossary)
    admit_to_staff(user=user, group=group)
    return group


@transaction.atomic
def dismiss_instructor(*, user, course_page):
    """Take the course out of the hands of `user`; what they wrote stays."""
    group = instructors_of(course_page)
    if group:
        release_from_staff(user=user, group=group)


def instructors_of(course_page):
    """The group of the course's instructors, found by its rights; None when nobody was ever appointed."""
    groups = Group.objects.filter(page_permissions__page__translation_key=course_page.translation_key)
    return groups.filter(name__startswith=INSTRUCTORS).first()


def _make_instructors(course_page):
    group = Group.objects.create(name=_free_name(f"{INSTRUCTORS}{course_page.title}"[:140]))
    page_rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    for right in page_rights:
        GroupPagePermission.objects.create(group=group, page=course_page, permission=right)
    library = Collection.get_first_root_node()
    owners = ["wagtailimages", "wagtaildocs", "wagtailmedia"]
    for right in Permission.objects.filter(content_type__app_label__in=owners, codename__in=LIBRARY_RIGHTS):
        GroupCollectionPermission.objects.create(group=group, collection=library, permission=right)
    return group


def _free_name(name):
    taken = set(Group.objects.filter(name__startswith=name).values_list("name", flat=True))
    candidates = [name, *(f"{name} ({number})" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


@transaction.atomic
def share_rights(page):
    """Give everybody who has rights on this course in another language the same rights on `page`."""
    elsewhere = GroupPagePermission.objects.filter(page__translation_key=page.translation_key).exclude(page=page)
    pairs = set(elsewhere.values_list("group", "permission"))
    rows = [GroupPagePermission(page_id=page.pk, group_id=group, permission_id=right) for group, right in pairs]
    GroupPagePermission.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def share_glossary(page):
    """Let everybody who teaches a course of the programme change and publish its glossary `page`."""
    programmes = ProgrammePage.objects.filter(translation_key=page.get_parent().translation_key)
    taught = [course.pk for programme in programmes for course in CoursePage.objects.child_of(programme)]
    groups = set(GroupPagePermission.objects.filter(page__in=taught).values_list("group", flat=True))
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=GLOSSARY_RIGHTS)
    rows = [GroupPagePermission(page=page, group_id=group, permission=right) for group in groups for right in rights]
    GroupPagePermission.objects.bulk_create(rows, ignore_conflicts=True)


def _glossaries_beside(course_page):
    """Those of the programme of the course, in every language."""
    for programme in ProgrammePage.objects.filter(translation_key=course_page.get_parent().translation_key):
        yield from GlossaryPage.objects.child_of(programme)
