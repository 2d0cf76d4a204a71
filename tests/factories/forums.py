"""People in discussion, by the verbs."""

from accounts.actions import accept_conduct
from enrolments.actions import enrol
from enrolments.models import Enrolment
from forums.actions import appoint_moderator, open_thread, reply
from forums.lists import page_of_threads
from modules.models import Activity
from tests.factories.accounts import UserFactory
from tests.factories.modules import activities


def discussion_activity(course, **terms):
    """The first discussion of `course`, with other terms of completion where some are given."""
    activity = activities(course, "discussion")[0]
    if terms:
        activity.terms = activity.terms | terms
        activity.save(update_fields=["terms"])
    return Activity.objects.select_related("module__course").get(pk=activity.pk)


def make_thread(course, author=None, *, activity=None, subject="", cohort=None, **fields):
    """A thread by `author`, who is enrolled and accepts the rules for it where they have not.

    In the first discussion of `course`, in that of `activity` or `cohort`, or on a subject of the course.
    """
    author = _learner(course, author)
    place = {"course": course, "subject": subject} if subject else {"activity": activity or discussion_activity(course)}
    place = {"cohort": cohort} if cohort else place
    values = {"title": "A question", "text": "What do you do?", "language": "en"} | fields
    return open_thread(author=author, **place, **values)


def make_question(course, author=None, **fields):
    """A question on the course's subject for these."""
    return make_thread(course, author, subject="questions", kind="question", **fields)


def make_reply(thread, author=None, **fields):
    """An answer by `author`, who is enrolled and accepts the rules for it where they have not."""
    author = _learner(thread.discussion.course, author)
    return reply(author=author, thread=thread, **{"text": "I ask a colleague.", "language": "en"} | fields)


def opening_of(thread):
    return thread.posts.get(is_opening=True)


def line_of(thread, user):
    """The line of `thread` in the list that `user` reads."""
    return next(line for line in page_of_threads(thread.discussion, user, {}).object_list if line.pk == thread.pk)


def make_moderator(user):
    """`user` as somebody who looks after discussions, read anew: permissions are held by the object."""
    appoint_moderator(user=user)
    return type(user).objects.get(pk=user.pk)


def _learner(course, author):
    author = author or UserFactory()
    if not Enrolment.objects.of(author).in_course(course).exists():
        enrol(user=author, course=course)
    accept_conduct(user=author)
    return author
