"""What may identify a patient is found, and what teachers and learners write of their work is left alone."""

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from forums.privacy import find_identifiers

EXAMPLES = yaml.safe_load(Path(__file__).with_name("identifiers.yaml").read_text())
FOUND = [(kind, sentence) for examples in EXAMPLES.values() for kind, sentence in examples["found"]]
FREE = [sentence for examples in EXAMPLES.values() for sentence in examples["free"]]


def kinds(text):
    return [finding.kind for finding in find_identifiers(text)]


def test_examples_are_enough_in_every_language():
    assert set(EXAMPLES) == {"es", "en", "fr", "pt", "ar"}
    assert min(len(examples[part]) for examples in EXAMPLES.values() for part in ("found", "free")) >= 10


@pytest.mark.parametrize(("kind", "sentence"), FOUND)
def test_identifier_is_found(kind, sentence):
    assert kind in kinds(sentence)


@pytest.mark.parametrize("sentence", FREE)
def test_what_identifies_nobody_is_left_alone(sentence):
    assert find_identifiers(sentence) == []


def test_passage_is_that_of_the_text_with_its_own_digits():
    text = "هاتفها ٠٧٩١٢٣٤٥٦٧ بعد الظهر."
    finding = find_identifiers(text)[0]
    assert finding.passage == text[finding.start : finding.end] == "هاتفها ٠٧٩١٢٣٤٥٦٧"


def test_findings_stand_in_the_order_of_the_text_and_do_not_overlap():
    found = find_identifiers("DNI 12345678Z. Tel. 612345678. rosa@gmail.com. Rosa Quispe, 34 años.")
    assert [finding.kind for finding in found] == ["number", "phone", "email", "name"]
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("piece", ["a", "Maria ", "1 ", "1-", "@", "a@", "a.", "DNI ", "12 de ", "رقم ", "Calle A "])
def test_hostile_text_of_the_greatest_length_is_searched(piece):
    """Bounded repetition: the longest of these takes a fraction of a second."""
    find_identifiers((piece * 10_000)[:10_000])
