"""Moderators warn people, silence them for a time, and remove them from a course."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enrolments.actions import Expelled, enrol
from enrolments.models import Enrolment
from forums.actions import (
    NotAllowed,
    Silenced,
    edit_post,
    lift_sanction,
    mark_seen,
    remove_author,
    silence_author,
    warn_author,
)
from forums.models import ModerationEvent, Sanction
from tests.factories.forums import make_moderator, make_reply, make_thread, opening_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(elif_):
    return make_moderator(elif_)


@pytest.fixture
def post(course, amina):
    return opening_of(make_thread(course, amina))


def acts():
    return [event.what for event in ModerationEvent.objects.order_by("pk")]


def test_warning_is_kept_until_it_is_read(moderator, post, amina):
    warning = warn_author(moderator=moderator, post=post, reason="Be kind")
    assert list(Sanction.objects.of(amina).unseen()) == [warning]
    mark_seen(user=amina, sanction=warning)
    assert not Sanction.objects.unseen().exists()
    assert make_reply(post.thread, amina)


def test_silenced_writes_nothing_in_the_course_for_the_time(moderator, post, amina):
    before = timezone.now()
    silence = silence_author(moderator=moderator, post=post, reason="Insults", days=3, at=before)
    with pytest.raises(Silenced) as raised:
        make_reply(post.thread, amina)
    assert raised.value.sanction == silence
    with pytest.raises(Silenced):
        edit_post(editor=amina, post=post, text="Other words", language="en", title="T")
    assert make_reply(post.thread, amina, at=before + timedelta(days=3, seconds=1))


def test_silence_is_lifted_once(moderator, post, amina):
    silence = silence_author(moderator=moderator, post=post, reason="Insults", days=3)
    lift_sanction(moderator=moderator, sanction=silence)
    lift_sanction(moderator=moderator, sanction=silence)
    assert make_reply(post.thread, amina)
    assert acts() == ["silenced", "unsilenced"]


def test_removed_person_leaves_and_does_not_come_back(moderator, post, amina, course):
    remove_author(moderator=moderator, post=post, reason="Advertising after two warnings")
    assert not Enrolment.objects.active().of(amina).exists()
    with pytest.raises(Expelled):
        enrol(user=amina, course=course)


def test_readmitted_person_enrols_again(moderator, post, amina, course):
    removal = remove_author(moderator=moderator, post=post, reason="Advertising")
    lift_sanction(moderator=moderator, sanction=removal)
    assert enrol(user=amina, course=course).is_active
    assert acts() == ["expelled", "readmitted"]


@pytest.mark.parametrize("verb", [warn_author, silence_author, remove_author])
def test_learner_sanctions_nobody(post, ben, verb):
    fields = {"days": 1} if verb is silence_author else {}
    with pytest.raises(NotAllowed):
        verb(moderator=ben, post=post, reason="R", **fields)
    assert not Sanction.objects.exists()


@pytest.mark.parametrize("verb", [warn_author, remove_author])
def test_moderators_do_not_sanction_each_other_nor_themselves(moderator, course, ben, verb):
    other = make_moderator(ben)
    for author in (other, moderator):
        post = opening_of(make_thread(course, author))
        with pytest.raises(NotAllowed):
            verb(moderator=moderator, post=post, reason="R")
    assert Enrolment.objects.active().of(other).exists()
