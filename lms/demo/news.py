"""What is new for the demo's own accounts: announcements, what they follow, and an answer to each of two learners."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions import accept_conduct
from accounts.models import User
from enrolments.actions import enrol
from forums.actions import follow_discussion, follow_thread, note_told, open_thread, publish_announcement, reply
from forums.models import Announcement, Post, Thread, place_of_activity
from lms.demo import crowd
from lms.demo.talk import INSTRUCTOR, NAMESPACE
from modules.models import Activity
from notifications.actions import note_answer

LEARNERS = ("amina@example.org", "farid@example.org")
QUESTIONS = {
    "en": (
        "How do you ask about the journey?",
        "I never know when in the first consultation to ask about it. What works?",
    ),
    "ar": ("كيف تسألون عن الطريق؟", "لا أعرف متى أسأل عنه في الاستشارة الأولى. ما الذي ينجح عندكم؟"),
}
ANSWERS = {
    "en": "Late, and openly: “What should I know about your journey, to look after you well?” Then I **wait**.",
    "ar": "متأخرًا وبصراحة: «ما الذي ينبغي أن أعرفه عن رحلتك كي أعتني بك جيدًا؟» ثم **أنتظر**.",
}


def seed_news(courses):
    """Make what is missing; no invented learner gets a mail of it."""
    announcements, teacher = crowd.read("announcements.yaml"), User.objects.get(email=INSTRUCTOR)
    for course in courses:
        for number, told in enumerate(announcements.get(course.slug, [])):
            _announce(course, teacher, number, told)
    for learner in User.objects.filter(email__in=LEARNERS):
        _follow(learner, courses[0])
        _ask(learner, courses[0], teacher)


def _announce(course, teacher, number, told):
    key = uuid.uuid5(NAMESPACE, f"{course.slug}/announcements/{number}")
    if Announcement.objects.filter(key=key).exists():
        return
    moment = timezone.now() - timedelta(days=told["days_ago"])
    texts = {language: (text["title"], text["text"]) for language, text in told["texts"].items()}
    announcement = publish_announcement(
        author=teacher, course=course, texts=texts, is_public=told["public"], key=key, at=moment
    )
    note_told(announcement=announcement, at=moment)


def _follow(learner, course):
    for thread in Thread.objects.filter(discussion__course=course).order_by("pk")[:5]:
        follow_thread(user=learner, thread=thread)
    follow_discussion(user=learner, discussion=place_of_activity(_discussion(course)))


def _discussion(course):
    found = Activity.objects.of_course(course).current().filter(kind="discussion")
    return found.select_related("module").first()


@transaction.atomic
def _ask(learner, course, teacher):
    """A question of theirs, and the instructor's answer to it."""
    key, moment = uuid.uuid5(NAMESPACE, f"{learner.email}/question"), timezone.now() - timedelta(hours=5)
    if Post.objects.filter(key=key).exists():
        return
    for person in (learner, teacher):
        enrol(user=person, course=course, at=moment)
        accept_conduct(user=person, at=moment)
    title, text = QUESTIONS[learner.language]
    where = {"activity": _discussion(course), "language": learner.language}
    thread = open_thread(author=learner, title=title, text=text, key=key, at=moment, **where)
    later = moment + timedelta(hours=2)
    words = {"text": ANSWERS[learner.language], "language": learner.language}
    note_answer(post=reply(author=teacher, thread=thread, at=later, **words), at=later)
