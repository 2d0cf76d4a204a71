"""Films: the pictures of a script, one after another, put to its sound."""

import subprocess
from pathlib import Path

import slides
import walkers
from drawing import HEIGHT, WIDTH
from PIL import Image

ENCODED = ["-map", "0:v", "-map", "1:a", "-c:a", "copy", "-c:v", "libx264", "-preset", "veryslow"]
ENCODED += ["-profile:v", "high", "-tune", "animation", "-pix_fmt", "yuv420p"]
ENCODED += ["-colorspace", "smpte170m", "-color_primaries", "smpte170m", "-color_trc", "smpte170m"]
ENCODED += ["-movflags", "+faststart", "-map_metadata", -1, "-fflags", "+bitexact", "-shortest"]
WALK = [*ENCODED, "-crf", 27, "-g", 150]
LIGHT_WALK = [*ENCODED, "-crf", 37, "-g", 150, "-vf", "fps=7.5,scale=426:240:flags=lanczos"]
SLIDES = [*ENCODED, "-crf", 34, "-g", 1000, "-bf", 8, "-aq-mode", 0]


def film(script):
    """Draw every picture once and make the film of them, and of a walk a light copy for slow lines."""
    kind = walkers if script.walker else slides
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    command += ["-s", f"{WIDTH}x{HEIGHT}", "-r", kind.FPS, "-i", "-", "-i", script.file(".m4a")]
    if script.walker:
        command += [*WALK, script.file(".mp4"), *LIGHT_WALK, script.file(".light.mp4")]
    else:
        command += [*SLIDES, script.file(".mp4")]
    with subprocess.Popen(list(map(str, command)), stdin=subprocess.PIPE) as process:
        for frame in kind.frames(script):
            process.stdin.write(frame.tobytes())
        process.stdin.close()
        if process.wait():
            raise SystemExit(f"{script.key}: ffmpeg failed")


def still(script, scene, reached):
    """A scene after `reached` of its sentences have begun, as a picture."""
    return Image.fromarray((walkers if script.walker else slides).still(script, scene, reached))


def poster(script):
    """The first scene with all its words."""
    reached = len(script.scenes[0]["lines"])
    still(script, 0, reached).save(script.file(".webp"), quality=84, method=6)


def stills(script, folder: Path):
    """Every state of every scene as a PNG in `folder`: `<key>-<scene>-<sentence>.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    for line in script.lines:
        name = f"{script.key}-{line.scene + 1}-{line.number}.png"
        still(script, line.scene, line.number).save(folder / name)
