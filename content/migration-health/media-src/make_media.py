"""Make the recordings of all courses from their scripts: films, sound, stills, captions and transcripts.

    python make_media.py                     what its script says otherwise than when it was made
    python make_media.py the-journey         one of them, or several
    python make_media.py --anew              everything again
    python make_media.py --words             captions and transcripts only
    python make_media.py --pictures FOLDER   the drawings of every scene, to look at

README.md says what must be installed, under which licences, and how a script is written.
"""

import argparse
from pathlib import Path

from scripts import PROGRAMME, find_scripts, read_scripts
from sound import faults
from words import write_words

LENGTHS = (60, 180)  # seconds
PACES = (140, 160)  # words a minute
SILENCE, LOUDEST = 1.5, -0.5  # seconds, dB of full scale
SIZES = {".light.mp4": 400_000, ".m4a": 285_000, ".webp": 30_000}  # bytes
WALK, SLIDES = 1_100_000, 450_000  # bytes of the .mp4
ALL = 15_000_000  # bytes of the folders `media` of all courses


class Studio:
    """Makes what is wanted; the voice is woken when it is first needed."""

    def __init__(self, voice_file, anew):
        self.voice_file, self.anew = voice_file, anew
        self.voice = None

    def make(self, script):
        """Make the files of a script that its script says otherwise than when they were made."""
        pictures = None if self.anew else script.read_timing()
        if pictures is None or not script.file(".m4a").is_file():
            self.speak(script)
            pictures = ""
        if script.is_drawn:
            self.draw(script, pictures)
        else:
            discard(script, ".mp4", ".light.mp4", ".webp")
            script.keep_timing()
        write_words(script)
        report(script)

    def speak(self, script):
        from voice import Voice, narrate

        self.voice = self.voice or Voice(self.voice_file)
        narrate(script, self.voice)
        script.keep_timing()

    def draw(self, script, pictures):
        from films import film, poster

        if pictures == script.picture_print and script.file(".mp4").is_file() and script.file(".webp").is_file():
            return
        if not script.walker:
            discard(script, ".light.mp4")
        film(script)
        poster(script)
        script.keep_timing(script.picture_print)


def discard(script, *endings):
    for ending in endings:
        script.file(ending).unlink(missing_ok=True)


def write_again(script):
    if script.read_timing() is None:
        raise SystemExit(f"{script.key}: other sentences were spoken; make the sound again")
    write_words(script)


def report(script):
    """Say how long and large a piece is, and what is outside its limits."""
    pace = script.word_count / script.length * 60
    silence, loudest = faults(script.file(".m4a"))
    print(f"{script.key}: {script.length:.1f} s, {pace:.0f} words a minute, longest silence {silence:.1f} s, "
          f"loudest {loudest:.1f} dB, {', '.join(script.languages)}")  # fmt: skip
    for file, limit in limits(script):
        size = file.stat().st_size if file.is_file() else 0
        print(f"  {file.name:38}{size:>9} bytes" + ("" if 0 < size <= limit else f"  NOT WITHIN {limit}"))
    within = {
        "length": LENGTHS[0] <= script.length <= LENGTHS[1],
        "pace": PACES[0] <= pace <= PACES[1],
        "silence": silence <= SILENCE,
        "loudness": loudest <= LOUDEST,
        "words for what is shown": not script.is_drawn or all("shown" in scene for scene in script.scenes),
    }
    print("".join(f"  OUTSIDE ITS LIMITS: {name}\n" for name, is_well in within.items() if not is_well), end="")


def limits(script):
    endings = [".m4a"]
    if script.is_drawn:
        yield script.file(".mp4"), WALK if script.walker else SLIDES
        endings += [".webp", ".light.mp4"] if script.walker else [".webp"]
    yield from ((script.file(ending), SIZES[ending]) for ending in endings)


def report_all():
    size = sum(path.stat().st_size for path in PROGRAMME.glob("*/media/*") if path.is_file())
    print(f"All courses' media: {size} bytes" + ("" if size <= ALL else f"  TOO MUCH: at most {ALL}"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("keys", nargs="*", metavar="KEY", help="of scripts; all if none is given")
    parser.add_argument("--anew", action="store_true", help="make everything again")
    parser.add_argument("--words", action="store_true", help="captions and transcripts only")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER", help="draw every scene into this folder")
    parser.add_argument("--voice", type=Path, metavar="FILE", help="the file ef_dora.bin of kokoro-js")
    options = parser.parse_args()
    scripts = read_scripts(find_scripts(options.keys))
    studio = Studio(options.voice, options.anew)
    for script in scripts:
        if options.pictures:
            from films import stills

            stills(script, options.pictures)
        elif options.words:
            write_again(script)
        else:
            studio.make(script)
    report_all()


if __name__ == "__main__":
    main()
