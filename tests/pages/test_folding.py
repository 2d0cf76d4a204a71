"""Search that does not stumble over accents and the forms of Arabic letters."""

import pytest

from pages.folding import fold, fold_word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Migración", "migracion"),
        ("migracio\u0301n", "MIGRACIÓN"),
        ("Straße", "strasse"),
        ("الهجرة", "هجره"),
        ("أدوية", "ادويه"),
        ("إدارة", "اداره"),
        ("مُهاجِر", "مهاجر"),
        ("مـهـاجـر", "مهاجر"),
        ("والصحة", "صحة"),
        ("للصحة", "الصحة"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسوول"),
        ("ﺻﺤﺔ", "صحة"),
    ],
)
def test_fold_forms_of_one_word_are_the_same(one, other):
    assert fold(one) == fold(other)


def test_fold_short_word_that_begins_like_the_article_is_kept():
    assert fold_word("الله") == "الله"


def test_fold_has_a_space_before_every_word_and_after_the_last():
    assert fold("  ¿Qué — salud?") == " que salud "


def test_fold_without_words_is_one_space_at_each_end():
    assert fold("…") == "  "
