"""Sound files: brought to one loudness, made small, and measured; by ffmpeg."""

import json
import re
import subprocess

RATE = 24000
LOUDNESS = "I=-18:TP=-5:LRA=11"  # of a mono file; a small file overshoots its true peak by some 3 dB
BITS, HIGHEST = 22, 7000  # thousand a second, hertz: what speech needs


def ffmpeg(*arguments, log="error"):
    """What ffmpeg says on its way."""
    command = ["ffmpeg", "-hide_banner", "-nostats", "-loglevel", log, "-y", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


def finish(source, target):
    """Bring a sound to -18 LUFS in two passes (measure, then one constant gain) and make a small file of it."""
    said = ffmpeg("-i", source, "-af", f"loudnorm={LOUDNESS}:print_format=json", "-f", "null", "-", log="info")
    found = json.loads(said[said.rindex("{") :])
    names = {"I": "input_i", "TP": "input_tp", "LRA": "input_lra", "thresh": "input_thresh"}
    known = ":".join(f"measured_{key}={found[name]}" for key, name in names.items())
    filters = f"highpass=f=60,loudnorm={LOUDNESS}:{known}:offset={found['target_offset']}:linear=true"
    small = ["-ar", RATE, "-ac", 1, "-c:a", "aac", "-b:a", f"{BITS}k", "-cutoff", HIGHEST]
    plain = ["-movflags", "+faststart", "-map_metadata", -1, "-fflags", "+bitexact"]
    ffmpeg("-i", source, "-af", filters, *small, *plain, target)


def faults(file):
    """(the longest silence in seconds, the loudest sample in dB of full scale)."""
    said = ffmpeg("-i", file, "-af", "silencedetect=noise=-45dB:d=0.5,volumedetect", "-f", "null", "-",
                  log="info")  # fmt: skip
    silences = [float(seconds) for seconds in re.findall(r"silence_duration: ([\d.]+)", said)]
    return max(silences, default=0.0), float(re.search(r"max_volume: (-?[\d.]+)", said)[1])
