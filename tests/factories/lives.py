"""Somebody who has left traces wherever the product keeps any."""

from allauth.account.models import EmailAddress
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from accounts.actions import appoint_manager, ask_parcel, find_organisation
from certificates.actions import ask_correction, refuse_correction
from certificates.models import Certificate
from enrolments.actions import keep_position
from forums.actions import report_post
from modules.models import Activity
from notifications.actions import choose_mails
from tests.factories.accounts import UserFactory
from tests.factories.certificates import certify
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
        appoint_manager(user=user, countries=["KE"])
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
    report_post(reporter=user, post=opening_of(answered), reason="other", words=f"{user.name} thinks so")


def _correct(certificate, user):
    asked = ask_correction(certificate=certificate, name=f"{user.name} Njeri", why=f"I am {user.name} Njeri")
    refuse_correction(correction=asked, reason=f"{user.name} is right", by=UserFactory(name="Dana Novák"))
