"""Recordings say what their scripts say: pages and captions are those that `media-src/` writes, word for word."""

import sys

import pytest
from django.conf import settings

PROGRAMME = settings.BASE_DIR / "content" / "migration-health"
SOURCE = PROGRAMME / "media-src"
SCRIPTS = sorted(PROGRAMME.glob("*/media/src/*.yaml"))


@pytest.fixture(scope="module")
def studio():
    """The modules `scripts` and `words` of `media-src/`; what draws and speaks is not needed for words."""
    names = {path.stem for path in SOURCE.glob("*.py")}
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SOURCE)
        patch.setattr(sys, "dont_write_bytecode", True)
        import scripts
        import words

        yield scripts, words
    for name in names & sys.modules.keys():
        del sys.modules[name]


@pytest.fixture(scope="module", params=SCRIPTS, ids=lambda path: path.stem)
def script(request, studio):
    return studio[0].Script(request.param)


def read(path):
    return path.read_text(encoding="utf-8") if path.is_file() else None


def written(script, write, place):
    """{language: text} as the program would write it now, and as it stands in the files."""
    now = {language: write(script, language) for language in script.languages}
    return now, {language: read(place(language)) for language in script.languages}


def test_sound_is_of_these_sentences(script):
    assert script.read_timing() is not None
    assert script.file(".m4a").is_file()


def test_pages_say_what_the_script_says(script, studio):
    now, kept = written(script, studio[1].page, script.page)
    assert kept == now


def test_captions_say_what_the_script_says(script, studio):
    script.read_timing()
    now, kept = written(script, studio[1].captions, lambda language: script.file(f".{language}.vtt"))
    assert kept == now


def test_captions_are_in_the_languages_of_the_script_and_no_others(script):
    found = {path.suffixes[-2][1:] for path in script.media.glob(f"{script.key}.*.vtt")}
    assert found == set(script.languages)


def test_every_recording_has_a_script():
    recordings = {path.parent / path.stem.split(".")[0] for path in PROGRAMME.glob("*/media/*.m4a")}
    assert recordings == {path.parent.parent / path.stem for path in SCRIPTS}
