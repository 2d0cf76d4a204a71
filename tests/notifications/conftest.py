import socket

import pytest
from aiosmtpd.controller import Controller

from accounts.actions import confirm_name
from certificates.actions import issue_earned
from modules.models import ModulePage
from tests.factories.courses import add_page, course_page, make_course
from tests.factories.enrolments import make_enrolment
from tests.factories.modules import make_discussion
from tests.worlds import made_once


@made_once
def course(homes):
    """A published course with one thing to do: a discussion."""
    course = make_course(homes, modules=0)
    module = add_page(course_page(course), ModulePage, title="Módulo", slug="modulo")
    make_discussion(module)
    return course


@pytest.fixture
def certificate(course, amina):
    return certificate_of(course, amina)


def certificate_of(course, user):
    """What `user` gets for completing the course; nothing is announced, and no file drawn."""
    enrolment = make_enrolment(course, user)
    enrolment.completed_at = enrolment.enrolled_at
    enrolment.save()
    confirm_name(user=user, name=user.name)
    return issue_earned(enrolment=enrolment)[0]


class Box:
    """What a real SMTP server took in."""

    def __init__(self):
        self.envelopes = []

    async def handle_DATA(self, _server, _session, envelope):
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def smtp(settings):
    box = Box()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    controller.stop()
