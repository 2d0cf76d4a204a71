"""How well colours can be told apart, as WCAG 2 reckons it. Colours are written `#rrggbb`. No Django here."""

import re

WRITTEN = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5


def is_colour(text):
    return bool(WRITTEN.fullmatch(text))


def contrast(one, other):
    """From 1, the same, to 21, black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    red, green, blue = (_linear(part / 255) for part in parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def parts(colour):
    """(red, green, blue), each from 0 to 255."""
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def mixed(colour, other, share):
    """`colour` with `share` (0 to 1) of `other` in it."""
    pairs = zip(parts(colour), parts(other), strict=True)
    return "#" + "".join(f"{round(one * (1 - share) + two * share):02x}" for one, two in pairs)
