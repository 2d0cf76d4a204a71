"""Somebody who has left traces wherever the product keeps any."""

import io
import uuid

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from accounts.actions import appoint_manager, ask_parcel, find_organisation
from accounts.models import User
from certificates.actions import ask_correction, refuse_correction
from certificates.models import Certificate
from courses.actions import appoint_instructor
from courses.models import CoursePage
from enrolments.actions import keep_position
from forums.actions import add_picture, edit_post, follow_thread, publish_announcement, report_post, save_draft
from forums.people import mention_key
from modules.models import Activity
from notifications.actions import choose_cadences, choose_mails
from notifications.models import Cadence
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certify
from tests.factories.cohorts import make_cohort
from tests.factories.forums import make_reply, make_thread, opening_of


def live(on_commit, course, user):
    """Let `user` study, write, report, ask, manage and be certified; their name stands in each of these."""
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    user.organisation = find_organisation("Ministry of Health")
    user.save()
    certificate = certify(on_commit, course, user)
    with on_commit():
        _write(course, user)
        _correct(certificate, user)
        choose_mails(user=user, wanted=True)
        choose_cadences(user=user, course=course, followed=Cadence.NEVER)
        _announce(course, user)
        appoint_manager(user=user, countries=["KE"])
        make_cohort(course, certificate.enrolment)
        keep_position(enrolment=certificate.enrolment, activity=Activity.objects.first(), seconds=7)
        UserProfile.get_for_user(user)
        log(instance=user, action="wagtail.edit", user=user)
        log(instance=user.remit, action="wagtail.edit", user=user)
    with on_commit():
        ask_parcel(user=user, kind="data", language="en")
    return Certificate.objects.filter(enrolment__user=user).order_by("pk")


def _write(course, user):
    thread = make_thread(course, user, title=f"I am {user.name}", text=f"Write to {user.email} or ask {user.name}.")
    answered = make_thread(course, UserFactory(name="Ben Okello"))
    make_reply(answered, user, text="A colleague helps.")
    make_reply(thread, UserFactory(name="Chen Lihua"), text="Welcome.")
    _illustrate(thread, user)
    follow_thread(user=user, thread=answered)
    make_reply(thread, UserFactory(name="Elif Şahin"), text=f"@[{user.name}]({mention_key(user)}), thank you.")
    draft = {"text": f"I, {user.name}, think", "title": user.name, "language": "en"}
    save_draft(user=user, discussion=answered.discussion, key=uuid.uuid4(), **draft)
    report_post(reporter=user, post=opening_of(answered), reason="other", words=f"{user.name} thinks so")


def _illustrate(thread, user):
    """Their opening with a picture; what it said before is kept. One more picture is in no post."""
    pictures = [add_picture(owner=user, form_key=uuid.uuid4(), file=_dot(), alt=f"{user.name} here") for _ in range(2)]
    opening = opening_of(thread)
    words = {"title": f"{thread.title}.", "text": f"{opening.source} Soon.", "language": "en"}
    edit_post(editor=user, post=opening, pictures=pictures[:1], **words)


def _dot():
    file = io.BytesIO()
    Image.new("RGB", (1, 1)).save(file, "PNG")
    return SimpleUploadedFile("dot.png", file.getvalue())


def _announce(course, user):
    appoint_instructor(user=user, course_page=CoursePage.objects.filter(translation_key=course.key).first())
    teacher, texts = User.objects.get(pk=user.pk), {"en": (f"{user.name} says", f"Write to {user.email}.")}
    publish_announcement(author=teacher, course=course, texts=texts)


def _correct(certificate, user):
    asked = ask_correction(certificate=certificate, name=f"{user.name} Njeri", why=f"I am {user.name} Njeri")
    refuse_correction(correction=asked, reason=f"{user.name} is right", by=UserFactory(name="Dana Novák"))
