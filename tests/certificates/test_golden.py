"""Certificates look as they did when somebody last looked at them: pictures of a few, kept small, and compared loosely.

After a change that is meant: `RENEW_GOLDEN=1 .venv/bin/pytest tests/certificates/test_golden.py`, then look at them.
"""

import os
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from certificates import paper
from tests.certificates.names import LONG, NAMES
from tests.certificates.test_paper import certificate

FOLDER = Path(__file__).parent / "golden"
DPI = 36
# Of 255 shades: in the middle of any square of SQUARE pixels, and in the middle of the page. Versions of the fonts
# and of the libraries move a stroke by a pixel; another name, a missing letter or another place is more than that.
MOST, MOST_IN_ALL, SQUARE = 40, 2.5, 8
GOLDEN = {
    "latin": {"name": NAMES["Vietnamese"]},
    "arabic": {
        "name": NAMES["Arabic, pointed"],
        "language": "ar",
        "kind": "achievement",
        "title": "مفاهيم الهجرة الأساسية",
    },
    "hebrew": {"name": NAMES["Hebrew"], "language": "pt"},
    "devanagari": {"name": LONG["Devanagari"], "kind": "achievement"},
    "burmese": {"name": NAMES["Burmese"], "language": "fr"},
    "khmer": {"name": NAMES["Khmer"], "language": "es"},
    "han": {"name": NAMES["Kanji and kana"], "country": "JP"},
    "mixed": {"name": NAMES["mixed and digits"]},
}


def picture(pdf):
    document = pypdfium2.PdfDocument(pdf)
    drawn = document[0].render(scale=DPI / 72).to_pil().convert("RGB")
    document.close()
    return drawn


def difference(one, other):
    """(the most in any square, the mean of the page)."""
    assert one.size == other.size
    soft = [item.convert("L").filter(ImageFilter.GaussianBlur(1)) for item in (one, other)]
    squares = ImageChops.difference(*soft).reduce(SQUARE)
    shades = list(squares.getdata())
    return max(shades), sum(shades) / len(shades)


@pytest.mark.parametrize("script", GOLDEN)
def test_certificate_looks_as_it_did(script, tmp_path):
    drawn, file = picture(paper.draw(certificate(**GOLDEN[script]))), FOLDER / f"{script}.webp"
    if os.environ.get("RENEW_GOLDEN"):
        drawn.save(file, quality=60, method=6)
    most, in_all = difference(drawn, Image.open(file))
    if most > MOST or in_all > MOST_IN_ALL:
        drawn.save(tmp_path / file.name)
        pytest.fail(f"{most} and {in_all:.1f} away from {file}; now {tmp_path / file.name}. Is it meant? {__doc__}")


def test_comparison_sees_another_name_and_another_place():
    golden = Image.open(FOLDER / "latin.webp")
    other = picture(paper.draw(certificate("Nguyễn Thị Anh Tuyet")))
    moved = ImageChops.offset(golden, 0, 6)
    assert min(difference(golden, other)[0], difference(golden, moved)[0]) > MOST


def test_pictures_are_kept_small():
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 300_000
    assert {file.stem for file in FOLDER.iterdir()} == set(GOLDEN)
