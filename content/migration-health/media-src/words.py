"""Captions, and the words of a recording's page."""

import json
import textwrap

CUE_LINE, CUE_MIN, CUE_MAX = 40, 1.0, 6.0  # letters, seconds, seconds
COLUMNS = 118
SPOKEN_IN_SPANISH = {
    "video": {
        "en": "The video is narrated in Spanish, with captions in English.",
        "ar": "الفيديو بصوت إسباني، ومعه ترجمة نصية بالعربية.",
        "fr": "La vidéo est en espagnol, avec des sous-titres en français.",
        "pt": "O vídeo é narrado em espanhol, com legendas em português.",
    },
    "audio": {
        "en": "The audio is in Spanish. This is what it says, in English.",
        "ar": "التسجيل الصوتي بالإسبانية، وهذا نصه بالعربية.",
        "fr": "L’enregistrement audio est en espagnol. Voici ce qu’il dit, en français.",
        "pt": "O áudio está em espanhol. Isto é o que ele diz, em português.",
    },
}


def write_words(script):
    """The captions and the pages of a script, in all its languages."""
    for language in script.languages:
        script.file(f".{language}.vtt").write_text(captions(script, language), encoding="utf-8")
        script.page(language).write_text(page(script, language), encoding="utf-8")


def page(script, language):
    """Title, summary and transcript: what is said, and in brackets what is shown."""
    head = {key: script.facts[key][language] for key in ("title", "summary")}
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items())
    parts = [f"[{part}]" for part in notes(script, language)]
    for scene in script.scenes:
        parts += [f"[{scene['shown'][language]}]"] if script.is_drawn and "shown" in scene else []
        parts.append(" ".join(line[language] for line in scene["lines"]))
    body = "\n\n".join(textwrap.fill(part, COLUMNS, break_on_hyphens=False, break_long_words=False) for part in parts)
    return f"---\n{front}---\n\n{body}\n"


def notes(script, language):
    """What to say before the transcript: that the sound is in another language."""
    note = SPOKEN_IN_SPANISH["video" if script.is_drawn else "audio"].get(language)
    return [note] if note else []


def captions(script, language):
    """The captions of one language, as a WebVTT file."""
    cues = [cue for line in script.lines for cue in cues_of(line.words[language], line.start, line.end)]
    for i, cue in enumerate(cues):
        following = cues[i + 1][0] if i + 1 < len(cues) else script.length - 0.1
        cue[1] = min(max(cue[1] + 0.25, cue[0] + CUE_MIN), following, cue[0] + CUE_MAX)
    return "WEBVTT\n" + "".join(f"\n{clock(a)} --> {clock(b)}\n" + "\n".join(rows) + "\n" for a, b, rows in cues)


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


def wrap(text):
    """One line if it fits, else two of about the same length; None if two do not suffice."""
    if len(text) <= CUE_LINE:
        return [text]
    words = text.split(" ")  # not at the no-break spaces of French
    pairs = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    pairs = [pair for pair in pairs if max(map(len, pair)) <= CUE_LINE + 2]
    return list(min(pairs, key=lambda pair: abs(len(pair[0]) - len(pair[1])))) if pairs else None


def split_text(text, count):
    """Cut a sentence into `count` parts, near to equal, after punctuation where it can be."""
    if count == 1:
        return [text]
    words = text.split(" ")  # not at the no-break spaces of French
    target = len(text) / count

    def cost(i):
        head = " ".join(words[:i])
        return abs(len(head) - target) - (target * 0.35 if head[-1] in ",;:.?؟،؛" else 0)

    cut = min(range(1, len(words)), key=cost)
    return [" ".join(words[:cut]), *split_text(" ".join(words[cut:]), count - 1)]


def clock(seconds):
    minutes, seconds = divmod(seconds, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{seconds:06.3f}"
