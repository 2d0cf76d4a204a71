"""Queries put together once: with other values they find what a query composed for these finds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import get_language, override
from wagtail.models import Page

from courses.models import Course
from enrolments.models import Enrolment
from pages.prepared import prepared
from tests.factories.accounts import UserFactory
from tests.factories.enrolments import make_enrolment
from tests.queries import at_most

pytestmark = pytest.mark.django_db
User = get_user_model()


@prepared
def named(name, names, joined):
    found = User.objects.filter(date_joined__lte=joined).exclude(name=name).filter(name__in=names)
    return found.order_by("pk").values_list("name", "date_joined")


@pytest.fixture
def three():
    return [UserFactory(name=name) for name in ("Amina", "Ben", "Chen")]


def test_values_of_each_call_are_asked_with(three):
    now = timezone.now()
    everybody = ("Amina", "Ben", "Chen")
    assert [name for name, _at in named("Ben", everybody, now)] == ["Amina", "Chen"]
    assert [name for name, _at in named("Amina", ("Ben", "Amina", "x"), now)] == ["Ben"]
    assert named("Ben", everybody, now - timedelta(days=3650)) == []
    assert named("Ben", (), now) == []


def test_one_query_and_moments_come_back_as_moments(three, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = named("Ben", ("Amina",), timezone.now())
    assert found == [("Amina", three[0].date_joined)]


def test_none_and_the_number_of_values_are_other_queries(three, course):
    @prepared
    def enrolled(users, left):
        return Enrolment.objects.filter(user__in=users, left_at=left)

    here, gone = (make_enrolment(course, user) for user in three[:2])
    gone.left_at = timezone.now()
    gone.save()
    assert enrolled((three[0].pk, three[1].pk), None) == [here]
    assert enrolled((three[1].pk,), gone.left_at) == [gone]
    assert enrolled((three[2].pk, three[1].pk), gone.left_at) == [gone]


def test_ways_and_language_are_other_queries(three):
    @prepared
    def pages(depth, *, order):
        return Page.objects.filter(depth__lte=depth, locale__language_code=get_language()).order_by(order)

    with override("es"):
        spanish = pages(9, order="path")
        assert pages(9, order="-path") == spanish[::-1]
    with override("fr"):
        assert not set(pages(9, order="path")) & set(spanish)


def test_rows_of_models_are_bound_by_what_they_name(course, three):
    @prepared
    def colleagues(user):
        return User.objects.filter(country=user.country.code).exclude(pk=user.pk).order_by("pk")

    amina, ben, chen = three
    for user, country in ((amina, "KE"), (ben, "KE"), (chen, "")):
        user.country = country
        user.save()
    assert colleagues(amina) == [ben]
    assert colleagues(ben) == [amina]
    assert colleagues(chen) == []
    colleagues._kept.clear()
    assert colleagues(chen) == []
    assert colleagues(amina) == [ben]


def test_related_and_prefetched_rows_come_along(course, three):
    @prepared
    def studied(user):
        return Enrolment.objects.of(user).with_course()

    make_enrolment(course, three[0])
    with at_most(2):
        (found,) = studied(three[0])
        assert found.course.listings.all()[0].title
    assert studied(three[1]) == []


def test_keys_and_empty_conditions(course):
    @prepared
    def with_key(key, *, among):
        return Course.objects.filter(key=key, pk__in=among)

    assert with_key(course.key, among=(course.pk,)) == [course]
    assert with_key(uuid4(), among=(course.pk,)) == []
    assert with_key(course.key, among=()) == []


def test_texts_are_put_into_longer_ones(three):
    @prepared
    def starting(text):
        return User.objects.filter(name=f"{text}ina")

    assert starting("Am") == [three[0]]
    assert starting("%' OR 1=1 --") == []


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(lambda number: User.objects.filter(pk=1 if number > 5 else 2), id="branch"),
        pytest.param(lambda number: User.objects.filter(pk=number, date_joined__lt=timezone.now()), id="clock"),
        pytest.param(lambda number: User.objects.filter(pk=number % 7), id="arithmetic"),
    ],
)
def test_function_that_depends_on_its_values_is_found_out(function):
    with pytest.raises(AssertionError, match="composed"):
        prepared(function)(3)


def test_value_in_the_text_of_a_query_is_refused():
    with pytest.raises(ValueError, match="into the text of its query"):
        prepared(lambda number: User.objects.order_by("pk")[:number])(3)


def test_value_in_a_pattern_is_refused():
    with pytest.raises(ValueError, match="into a pattern"):
        prepared(lambda text: User.objects.filter(name__icontains=text))("Am")


def test_other_kinds_of_values_are_refused():
    with pytest.raises(TypeError, match="float"):
        prepared(lambda number: User.objects.filter(pk=number))(3.5)


def test_rows_are_of_this_moment(three):
    now = timezone.now()
    assert len(named("x", ("Amina", "Ben"), now)) == 2
    three[0].name = "Anna"
    three[0].save()
    assert len(named("x", ("Amina", "Ben"), now)) == 1


def test_as_many_ways_as_are_kept(three, monkeypatch):
    monkeypatch.setattr("pages.prepared.KEPT_MOST", 2)

    @prepared
    def first(pk, *, number):
        return User.objects.filter(pk__gte=pk).order_by("pk")[:number]

    assert [len(first(three[0].pk, number=number)) for number in (1, 2, 3, 1)] == [1, 2, 3, 1]
    assert len(first._kept) <= 2
