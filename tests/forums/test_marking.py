"""Thanks, the answer that helped, and what the course team stands behind: verbs and buttons."""

import pytest
from django.urls import reverse

from enrolments.actions import leave
from enrolments.models import Enrolment
from forums.actions import (
    NotAllowed,
    accept_answer,
    endorse,
    give_thanks,
    hide_post,
    remove_post,
    take_thanks_back,
    withdraw_answer,
    withdraw_endorsement,
)
from forums.models import Post, Thanks, Thread
from tests.factories.enrolments import make_enrolment
from tests.factories.forums import make_moderator, make_question, make_reply, make_thread, opening_of
from tests.forums.test_views import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(course, amina):
    return make_question(course, amina)


@pytest.fixture
def answer(question, ben):
    return make_reply(question, ben)


def page_of(client, user, thread):
    client.force_login(user)
    return client.get(thread.get_absolute_url()).content.decode()


def press(client, name, post, **fields):
    return client.post(reverse(f"forums:{name}", args=[post.key]), fields)


def test_thanks_are_counted_once_for_a_person(answer, amina):
    assert give_thanks(reader=amina, post=answer).thanks_count == 1
    assert give_thanks(reader=amina, post=answer).thanks_count == 1
    assert take_thanks_back(reader=amina, post=answer).thanks_count == 0
    assert take_thanks_back(reader=amina, post=answer).thanks_count == 0


def test_thanks_for_ones_own_post_are_refused(answer, ben):
    with pytest.raises(NotAllowed):
        give_thanks(reader=ben, post=answer)


def test_thanks_of_a_stranger_are_refused(answer, dana):
    with pytest.raises(NotAllowed):
        give_thanks(reader=dana, post=answer)


def test_thanks_for_a_hidden_post_are_refused(answer, amina, elif_):
    hide_post(moderator=make_moderator(elif_), post=answer, reason="Off topic")
    with pytest.raises(NotAllowed):
        give_thanks(reader=amina, post=answer)


def test_thanks_button_counts_and_takes_back(client, question, answer, amina):
    client.force_login(amina)
    assert press(client, "thanks", answer).url == answer.get_absolute_url()
    assert "1 person gives thanks" in page_of(client, amina, question)
    press(client, "thanks", answer, undo="1")
    assert "gives thanks" not in page_of(client, amina, question)


def test_thanks_in_place_answer_with_the_count(client, answer, amina):
    client.force_login(amina)
    fragment = client.post(reverse("forums:thanks", args=[answer.key]), headers=HTMX).content.decode()
    assert "1 person gives thanks" in fragment
    assert 'name="undo"' in fragment
    assert "<html" not in fragment


def test_thanks_do_not_change_the_order(client, course, question, answer, amina):
    later = make_reply(question, text="Later")
    give_thanks(reader=amina, post=later)
    page = page_of(client, amina, question)
    assert page.index(answer.anchor) < page.index(later.anchor)


@pytest.mark.parametrize("name", ["thanks", "accept", "endorse"])
def test_buttons_only_answer_a_post_and_only_those_who_read(client, question, answer, dana, amina, name):
    client.force_login(dana)
    assert press(client, name, answer).status_code == 404
    client.force_login(amina)
    assert client.get(reverse(f"forums:{name}", args=[answer.key])).status_code == 405
    leave(enrolment=Enrolment.objects.get(user=amina))
    assert press(client, name, answer).status_code == 404
    assert (Thanks.objects.count(), Thread.objects.get().accepted, Post.objects.exclude(endorsed_at=None).count()) == (
        0,
        None,
        0,
    )


def test_answer_accepted_by_who_asked_stands_at_the_top(client, question, answer, amina):
    make_reply(question, text="Another")
    client.force_login(amina)
    press(client, "accept", answer)
    page = page_of(client, amina, question)
    assert Thread.objects.get().accepted == answer
    assert page.index("To the answer that helped") < page.index(f'id="{answer.anchor}"')
    assert page.count("The answer that helped") == 1


def test_answer_accepted_replaces_the_one_before_and_is_taken_back(question, answer, amina):
    other = make_reply(question)
    accept_answer(by=amina, post=answer)
    accept_answer(by=amina, post=other)
    withdraw_answer(by=amina, post=answer)
    assert Thread.objects.get().accepted == other
    withdraw_answer(by=amina, post=other)
    assert Thread.objects.get().accepted is None


def test_answer_is_accepted_by_staff_and_by_no_other_learner(client, question, answer, ben, elif_):
    with pytest.raises(NotAllowed):
        accept_answer(by=ben, post=answer)
    assert "This helped" not in page_of(client, ben, question)
    accept_answer(by=make_moderator(elif_), post=answer)
    assert Thread.objects.get().accepted == answer


def test_answer_in_a_discussion_or_the_opening_is_not_accepted(course, question, amina):
    thread = make_thread(course, amina)
    for post in (make_reply(thread), opening_of(question)):
        with pytest.raises(NotAllowed):
            accept_answer(by=amina, post=post)


@pytest.mark.parametrize("takes", [remove_post, hide_post])
def test_answer_that_goes_is_not_accepted_any_more(question, answer, amina, ben, elif_, takes):
    accept_answer(by=amina, post=answer)
    if takes is remove_post:
        remove_post(remover=ben, post=answer)
    else:
        hide_post(moderator=make_moderator(elif_), post=answer, reason="Wrong")
    assert Thread.objects.get().accepted is None


def test_endorsement_by_staff_is_shown_to_learners(client, question, answer, amina, elif_):
    moderator = make_moderator(elif_)
    assert "Endorsed by the course team" not in page_of(client, amina, question)
    endorse(by=moderator, post=answer)
    assert "Endorsed by the course team" in page_of(client, amina, question)
    withdraw_endorsement(by=moderator, post=answer)
    assert "Endorsed by the course team" not in page_of(client, amina, question)


def test_endorsement_twice_keeps_the_first(answer, elif_, ben):
    first = endorse(by=make_moderator(elif_), post=answer)
    assert endorse(by=make_moderator(ben), post=answer).endorsed_by == first.endorsed_by


def test_endorsement_by_a_learner_is_refused(client, question, answer, amina):
    client.force_login(amina)
    assert press(client, "endorse", answer).status_code == 403
    assert "Endorse" not in page_of(client, amina, question)


def test_endorse_and_accept_by_button_say_so(client, course, question, answer, elif_):
    make_enrolment(course, elif_)
    client.force_login(make_moderator(elif_))
    for name, words in (("endorse", "Endorsed by the course team."), ("accept", "Marked as the answer that helped.")):
        press(client, name, answer)
        assert words in page_of(client, elif_, question)
        press(client, name, answer, undo="1")
        assert "The mark is taken back." in page_of(client, elif_, question)
