import pytest

from certificates.colours import contrast, is_colour, mixed


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)]
)
def test_contrast_is_that_of_wcag_either_way_round(one, other, ratio):
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == ratio


def test_mixed_goes_from_one_to_the_other():
    assert [mixed("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]


@pytest.mark.parametrize(
    ("text", "found"), [("#0d5257", True), ("#FFF", False), ("0d5257", False), ("#0d5257\n", False)]
)
def test_is_colour(text, found):
    assert is_colour(text) is found
