"""The short code: what it is made of, and what people make of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.codes import ALPHABET, RANDOM_LENGTH, check_character, new_code, normalise, printed

characters = st.text(alphabet=ALPHABET, min_size=RANDOM_LENGTH, max_size=RANDOM_LENGTH)


def test_new_codes_differ_and_are_printed_in_groups():
    codes = {new_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all([len(group) for group in code.split("-")] == [3, 4, 4, 5] for code in codes)


@given(characters)
def test_code_read_back_is_the_same(drawn):
    code = printed(drawn + check_character(drawn))
    assert normalise(code) == code
    assert normalise(code.removeprefix("CAM-").lower()) == code


@pytest.mark.parametrize(
    "write",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "–"),
        lambda code: f"  {code}\n",
        lambda code: code.removeprefix("CAM-"),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: code.replace("1", "I").replace("0", "o"),
        lambda code: code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda code: code.translate({number: number + 0xFEE0 for number in range(0x30, 0x3A)}),
    ],
)
def test_normalise_what_people_type_finds_the_code(write):
    drawn = "0123456789AB"
    code = printed(drawn + check_character(drawn))
    assert normalise(write(code)) == code


@given(characters, st.integers(0, RANDOM_LENGTH), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_refused(drawn, place, wrong):
    right = drawn + check_character(drawn)
    changed = right[:place] + wrong + right[place + 1 :]
    assert (normalise(changed) is None) == (changed != right)


@given(characters, st.integers(0, RANDOM_LENGTH), st.integers(0, RANDOM_LENGTH))
def test_two_characters_that_changed_places_are_refused(drawn, one, other):
    right = list(drawn + check_character(drawn))
    changed = list(right)
    changed[one], changed[other] = changed[other], changed[one]
    assert (normalise("".join(changed)) is None) == (changed != right)


@pytest.mark.parametrize("text", ["", "CAM", "CAM-", "x" * 500, "CAM-UUUU-UUUU-UUUUU", "٣", "²²²²²²²²²²²²²", "\x00"])
def test_what_is_no_code_is_refused(text):
    assert normalise(text) is None
