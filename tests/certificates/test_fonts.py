"""Which font files print what."""

import pytest

from certificates import checks
from certificates.fonts import FontMissing, faces_for, han_region, installed, missing_families
from certificates.lettering import Space, fit

SPACE = Space(width=600, height=80, largest=40)


@pytest.fixture
def fonts_in(settings, tmp_path):
    """A folder that is searched instead of the machine's; call with file names to put there."""

    def put(*names):
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        settings.FONT_DIRS = [tmp_path]
        installed.cache_clear()
        return tmp_path

    yield put
    installed.cache_clear()


def families(text, **options):
    return {face.family for face in faces_for(text, **options)} - {"Noto Serif", "Noto Serif Display"}


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("حدّاد", "Noto Naskh Arabic"),
        ("लक्ष्मी", "Noto Serif Devanagari"),
        ("አበበ", "Noto Serif Ethiopic"),
        ("გიორგი", "Noto Serif Georgian"),
        ("สมชาย", "Noto Serif Thai"),
        ("陈丽华", "Noto Serif CJK SC"),
        ("さくら", "Noto Serif CJK JP"),
        ("김민수", "Noto Serif CJK KR"),
    ],
)
def test_script_is_printed_in_its_noto_family(text, family):
    assert families(text) == {family}


def test_latin_greek_and_cyrillic_need_the_basic_families_only():
    assert families("Nováková Παπαδόπουλος Шевченко 1–2 ·") == set()


@pytest.mark.parametrize(("country", "region"), [("", "sc"), ("CN", "sc"), ("JP", "jp"), ("TW", "tc"), ("HK", "hk")])
def test_han_is_drawn_as_in_the_country(country, region):
    assert han_region("陳", country) == region


def test_missing_family_is_named_with_the_command(fonts_in):
    fonts_in("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf")
    with pytest.raises(FontMissing, match="Noto Serif Display: apt-get install fonts-noto-core"):
        faces_for("Amina")


def test_check_names_families_and_command(fonts_in):
    fonts_in("NotoSerif-Regular.ttf", "NotoSerifDisplay-Regular.ttf", "NotoNaskhArabic-Regular.ttf")
    (warning,) = checks.find_fonts()
    assert "Noto Serif CJK" in warning.msg
    assert warning.hint == "apt-get install fonts-noto-cjk"


def test_check_without_pango_names_the_command(monkeypatch):
    monkeypatch.setattr(checks, "find_library", lambda name: None)
    (warning,) = checks.find_pango()
    assert warning.hint == "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def test_fontsource_packages_serve_as_well(fonts_in):
    folder = fonts_in(
        "noto-serif/files/noto-serif-latin-400-normal.woff2",
        "noto-serif/files/noto-serif-cyrillic-ext-400-normal.woff2",
        "noto-serif/files/noto-serif-latin-700-normal.woff2",
        "noto-serif-display/files/noto-serif-display-latin-400-normal.woff2",
        "noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2",
        "noto-serif-sc/files/noto-serif-sc-chinese-simplified-400-normal.woff2",
    )
    assert missing_families() == []
    text = [face.path for face in faces_for("Amina") if face.family == "Noto Serif" and face.weight == 400]
    assert {path.parent for path in text} == {folder / "noto-serif" / "files"}
    assert len(text) == 2


def test_short_name_is_as_large_as_allowed():
    assert fit("Amina", faces_for("Amina"), SPACE).size == 40


@pytest.mark.parametrize("length", [30, 60, 90, 120])
def test_longer_name_is_smaller_and_stays_in_its_space(length):
    name = ("María Fernanda Gutiérrez Villaverde " * 4)[:length].strip()
    lettering = fit(name, faces_for(name), SPACE)
    shorter = fit(name[:-10], faces_for(name), SPACE)
    assert 12 < lettering.size <= shorter.size
    assert lettering.width <= SPACE.width


def test_combining_marks_take_no_room():
    faces = faces_for("e")
    assert fit("e\u0301" * 30, faces, SPACE) == fit("e" * 30, faces, SPACE)
