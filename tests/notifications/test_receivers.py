"""From what happens to the mail in the box, on the whole way."""

from django.core import mail

from accounts.actions import accept_conduct
from forums.signals import people_mentioned
from notifications.models import Delivery, Notice
from notifications.tasks import tell_of_answer
from tests.factories.certificates import certify
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_reply, make_thread
from tests.notifications.test_mails import take_apart


def to(user):
    return [message for message in mail.outbox if message.to == [user.email]]


def test_certificate_earned_brings_one_mail(course, amina, on_commit):
    certificate = certify(on_commit, course, amina)
    assert sum(certificate.code in message.body for message in to(amina)) == 1


def test_answer_to_a_thread_brings_one_mail_to_its_author_and_none_to_the_writer(course, amina, ben, on_commit):
    with on_commit():
        make_reply(make_thread(course, amina), ben)
    assert len(to(amina)) == 1
    assert to(ben) == []


def test_mention_brings_one_mail_that_says_so(course, amina, ben, on_commit):
    thread = make_thread(course, ben)
    make_enrolment(course, amina)
    post = make_reply(thread, ben)
    for _ in range(2):
        people_mentioned.send_robust(type(post), post=post, users=[amina])
    assert [message.subject for message in to(amina)] == ["Ben Okello mentioned you in “A question”"]


def test_writing_in_a_thread_follows_it(course, amina, ben, dana, on_commit):
    with on_commit():
        thread = make_thread(course, ben)
        make_reply(thread, amina)
        make_reply(thread, dana)
    kinds = dict(Notice.objects.filter(post__author=dana).values_list("user__name", "kind"))
    assert kinds == {ben.name: "answer", amina.name: "followed"}


def test_thread_opened_brings_no_mail(course, amina, ben, on_commit):
    make_enrolment(course, ben)
    with on_commit():
        make_thread(course, amina)
    assert mail.outbox == []


def test_task_done_twice_brings_one_mail(course, amina, ben):
    post = make_reply(make_thread(course, amina), ben)
    tell_of_answer.enqueue(post.pk)
    tell_of_answer.enqueue(post.pk)
    assert len(to(amina)) == 1


def test_broken_mail_server_does_not_reach_the_learner(client, course, amina, ben, settings, caplog, on_commit):
    settings.EMAIL_BACKEND = "tests.notifications.broken.EmailBackend"
    thread = make_thread(course, amina)
    make_enrolment(course, ben)
    accept_conduct(user=ben)
    client.force_login(ben)
    with on_commit():
        response = client.post(f"/en/discussions/threads/{thread.key}/", {"text": "I ask first.", "language": "en"})
    assert response.status_code in (200, 302)
    assert thread.posts.count() == 2
    assert Delivery.objects.get().state == Delivery.State.WAITING
    assert "The line is down." in caplog.text


def test_mail_over_a_real_smtp_server_arrives_whole(course, farid, ben, smtp, on_commit):
    with on_commit():
        make_reply(make_thread(course, farid, title="سؤال", language="ar"), ben, text="جواب")
    (envelope,) = smtp.envelopes
    assert envelope.rcpt_tos == ["farid@example.org"]
    headers, text, html = take_apart(envelope.content)
    assert "سؤال" in headers["Subject"]
    assert "جواب" in text
    assert "جواب" in html


def test_mention_brings_one_mail_also_when_it_is_an_answer(course, amina, ben, on_commit):
    thread = make_thread(course, amina)
    make_reply(thread, ben)
    with on_commit():
        make_reply(thread, ben, text="@Amina Wanjiru what do you think?")
        make_reply(thread, amina, text="@Ben Okello this")
    assert [len(to(person)) for person in (amina, ben)] == [1, 1]
