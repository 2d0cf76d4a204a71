"""The badge and the picture for sharing, drawn as SVG; `as_png` makes pixels of either."""

from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from unicodedata import east_asian_width

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from certificates import wording
from certificates.fonts import faces_for
from certificates.models import Kind
from certificates.motif import OURS, seal

BADGE = 600  # units of the drawing, and pixels, on each side
CARD_WIDTH, CARD_HEIGHT = 1200, 630  # what social networks show
INK, MUTED, BAD = "#1f2a2c", "#56646a", "#9c2f2a"
SERIF = "Noto Serif Display, Noto Serif, Charter, Cambria, serif"
LETTER = 0.58  # of its size, what a letter takes at most on average; a Han character takes all of it


@dataclass(frozen=True)
class Space:
    """Where a text goes: its middle, the width for a line, how many lines there may be, and the largest letters."""

    x: int
    y: int
    width: int
    lines: int
    largest: int


def badge_svg(statement, issuer):
    """The badge of a course in one kind: seal, title and who gives it. Text in the language of `statement`."""
    colour = OURS.second if statement.kind == Kind.ACHIEVEMENT else OURS.accent
    with translation.override(statement.language):
        heading = wording.heading(statement)
    drawn = [
        f'<circle cx="300" cy="300" r="292" fill="{OURS.ground}" stroke="{colour}" stroke-width="10"/>',
        f'<circle cx="300" cy="300" r="276" fill="none" stroke="{OURS.line}" stroke-width="2"/>',
        _seal(colour, 205, 52, 190),
        _text(heading, Space(300, 284, 440, 2, 26), MUTED),
        _text(statement.course_title, Space(300, 386, 470, 3, 46), INK),
        _text(issuer, Space(300, 500, 300, 2, 24), colour),
    ]
    return _svg(BADGE, BADGE, statement.language, f"{heading}: {statement.course_title}", drawn)


def card_svg(certificate, *, names_holder):
    """The picture that others see when the address of a certificate is shared, with the name only if that is wanted."""
    colour = OURS.second if certificate.kind == Kind.ACHIEVEMENT else OURS.accent
    with translation.override(certificate.language):
        heading, state = wording.heading(certificate), _state(certificate)
    title = Space(600, 388, 1020, 2, 46) if names_holder else Space(600, 350, 1020, 2, 68)
    drawn = [
        f'<rect width="{CARD_WIDTH}" height="{CARD_HEIGHT}" fill="{OURS.ground}"/>',
        _frame(18, 18, OURS.accent, 4),
        _frame(30, 10, OURS.line, 2),
        _seal(colour, 515, 40, 170),
        _text(heading, Space(600, 236, 1000, 1, 34), MUTED),
        *([_text(certificate.holder_name, Space(600, 298, 1040, 1, 60), INK)] if names_holder else []),
        _text(certificate.course_title, title, colour),
        _text(state, Space(600, 494, 900, 1, 32), INK if certificate.is_valid else BAD),
        _text(f"{certificate.issuer} · {certificate.code}", Space(600, 552, 1000, 1, 26), MUTED),
    ]
    return _svg(CARD_WIDTH, CARD_HEIGHT, certificate.language, f"{heading}: {certificate.course_title}", drawn)


def _frame(inset, radius, colour, stroke):
    return (
        f'<rect x="{inset}" y="{inset}" width="{CARD_WIDTH - 2 * inset}" height="{CARD_HEIGHT - 2 * inset}" '
        f'rx="{radius}" fill="none" stroke="{colour}" stroke-width="{stroke}"/>'
    )


def _state(certificate):
    if certificate.is_valid:
        return gettext("Genuine and valid")
    return str(certificate.standing.label)


def _svg(width, height, language, label, parts):
    direction = "rtl" if translation.get_language_info(language)["bidi"] else "ltr"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'xml:lang="{language}" role="img" aria-label="{escape(label)}" font-family="{SERIF}" '
        f'direction="{direction}" text-anchor="middle">{"".join(parts)}</svg>'
    )


def _seal(colour, x, y, size):
    return seal(colour, OURS).replace("<svg ", f'<svg x="{x}" y="{y}" width="{size}" height="{size}" ', 1)


def _text(text, space, colour):
    """`text` in as few lines as fit with letters not much smaller than the largest, around the middle of `space`."""
    lines, size = _fit(text, space)
    top = space.y - (len(lines) - 1) * size * 0.6 + size * 0.35
    return "".join(
        f'<text x="{space.x}" y="{top + number * size * 1.2:.1f}" font-size="{size:.1f}" fill="{colour}">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    )


def _fit(text, space):
    """(lines, size of the letters): the largest letters at which no line is wider than the space."""
    tried = [_broken(text, count) for count in range(1, space.lines + 1)]
    sized = [(lines, min(space.largest, space.width / max(map(_width, lines)))) for lines in tried]
    return max(sized, key=lambda found: (found[1], -len(found[0])))


def _broken(text, count):
    """`text` in at most `count` lines of about the same width, broken between words or wide characters."""
    goal, lines = _width(text) / count, [""]
    for word in _words(text):
        room = len(lines) < count and lines[-1]
        if room and _width(lines[-1]) + _width(word) / 2 > goal:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines if line.strip()] or [" "]


def _words(text):
    word = ""
    for character in text:
        word += character
        if character.isspace() or east_asian_width(character) in "WF":
            yield word
            word = ""
    yield word


def _width(text):
    return sum(1 if east_asian_width(character) in "WF" else LETTER for character in text) or LETTER


def badge_png(statement, issuer):
    """The badge as PNG. Raises `FontMissing`."""
    return as_png(badge_svg(statement, issuer), width=BADGE)


def card_png(certificate, *, names_holder):
    """The picture for sharing as PNG. Raises `FontMissing`."""
    return as_png(card_svg(certificate, names_holder=names_holder), width=CARD_WIDTH)


def as_png(svg, *, width):
    """A drawing as PNG, `width` pixels wide, in the letters that its texts need. Raises `FontMissing`."""
    import resvg_py

    files = list(dict.fromkeys(str(_readable(face.path)) for face in faces_for(unescape(svg))))
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, font_files=files, skip_system_fonts=True))


def _readable(path):
    """The font file, unpacked into `DATA_DIR` where it is packed for the web."""
    if path.suffix != ".woff2":
        return path
    from fontTools.ttLib import TTFont

    unpacked = Path(settings.DATA_DIR) / "fonts" / f"{path.stem}.ttf"
    if not unpacked.exists():
        unpacked.parent.mkdir(parents=True, exist_ok=True)
        with TTFont(path) as font:
            font.flavor = None
            font.save(unpacked)
    return unpacked
