"""The size of letters, and that lines break as it reckons."""

import pytest

from certificates import lettering
from certificates.lettering import Space, fit

SPACE = Space(width=600, height=100, largest=44)


@pytest.fixture(autouse=True)
def _half_an_em(monkeypatch):
    """Every character is half an em wide."""
    monkeypatch.setattr(lettering, "_width", lambda character, faces: 0.5)


def lines(text, fitted):
    """How many lines a browser makes of it."""
    room, used, count = fitted.width / fitted.size, 0, 1
    for word in text.split():
        width = len(word) / 2
        if used and used + 0.5 + width > room:
            count, used = count + 1, width
        else:
            used += width + (0.5 if used else 0)
    return count


@pytest.mark.parametrize(
    "text",
    [
        "Amina Wanjiru",
        "Wilhelmina Magdalena Constança de Albuquerque e Vasconcelos Montmorency",
        "A Bartholomew Featherstonehaugh Of Anywhere Else And Nowhere " * 2,
        "word " * 24,
    ],
)
def test_fit_in_words_takes_no_more_lines_than_there_is_height_for(text):
    fitted = fit(text, [], SPACE)
    assert lines(text, fitted) * fitted.size * fitted.leading <= SPACE.height + 0.01
    assert fitted.width <= SPACE.width
    assert fitted.size > 10


def test_fit_of_a_short_text_is_the_largest():
    assert fit("Ana", [], SPACE).size == 44


def test_fit_of_one_long_word_breaks_it():
    assert fit("W" * 120, [], SPACE).size > 14
