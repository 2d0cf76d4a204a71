"""How far somebody has come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolments.progress import ceil_share, progress_of


def progress(current=(1, 2, 3, 4, 5), completed=(), points=0, max_points=10, share=80, achievement=70):
    return progress_of(
        current=current,
        completed=completed,
        points=points,
        max_points=max_points,
        participation_share=share,
        achievement_share=achievement,
    )


@pytest.mark.parametrize(("completed", "has", "needed"), [((1, 2, 3), False, 1), ((1, 2, 3, 4), True, 0)])
def test_participation_is_reached_at_its_share(completed, has, needed):
    found = progress(completed=completed)
    assert (found.has_participated, found.needed_for_participation) == (has, needed)


@pytest.mark.parametrize(("points", "has"), [(6, False), (7, True)])
def test_achievement_is_reached_at_its_share(points, has):
    assert progress(points=points).has_achieved is has


def test_completed_activity_that_left_the_course_does_not_count_as_done():
    assert progress(completed=(1, 99)).done == 1


def test_course_without_activities_or_points_gives_no_certificate():
    empty = progress(current=(), max_points=0)
    assert not empty.has_participated
    assert not empty.has_achieved


@given(st.integers(0, 500), st.integers(0, 100))
def test_share_of_a_total_is_the_smallest_number_that_reaches_it(total, percent):
    number = ceil_share(total, percent)
    assert number * 100 >= total * percent
    assert number == 0 or (number - 1) * 100 < total * percent
