"""Where everything stands on the paper. Lengths in millimetres, letters in points, lines in `rem`: the base letter.

Above the foot of the sheet the lines are stacked. Name and title take what the others leave; where that is too little,
all letters become smaller.
"""

from dataclasses import dataclass
from math import ceil

from certificates import lettering
from certificates.fonts import DISPLAY, SANS
from certificates.lettering import Space, fit

POINT = 25.4 / 72
PAGES = {"a4": (297, 210), "letter": (279.4, 215.9)}
BASE, BASE_RIGHT_TO_LEFT = 12, 13
# What the parts of the stack need, in rem: (for each line of text, around it). Those without a text fall away.
HEIGHTS = {
    "issuer": (1.5, 0),
    "heading": (3.4, 0.5),
    "second_heading": (1.4, 0),
    "lead": (1.5, 1.15),
    "holder_name_latin": (1.6, 0),
    "deed": (1.5, 1.3),
    "second_deed": (1.25, 0),
    "second_title": (1.4, 0),
    "facts": (1.5, 0),
    "second_facts": (1.25, 0),
    "terms": (1.4, 0),
    "closing": (1.4, 0.4),
}
# How large the letters of those that may take several lines are, of the base.
SIZES = {
    "deed": 1,
    "second_deed": 0.82,
    "second_title": 0.95,
    "facts": 1,
    "second_facts": 0.82,
    "terms": 0.9,
    "closing": 0.95,
}
LOGOS, DATES = 4.4, 2.5
# Pictures, in millimetres: the width and height that they stay in; logos also in the height of their line, in rem.
LOGO, LOGO_REM, SIGNATURE = (40, 16), 3.6, (34, 12)


@dataclass(frozen=True)
class Layout:
    """A way of setting a certificate. `side`: from the sheet's edges to the text; `start` where a band takes more."""

    name: str
    top: float
    foot: float
    start: float
    side: float
    largest_name: float
    largest_title: float
    largest_heading: float
    push: float  # the share of the room that is left over which goes above the stack
    wanted: tuple  # the heights for name and title where there is room
    beside_signatories: float  # what stands to both sides of them
    widest_signatory: float
    dates_in_stack: bool  # with signatories, which then stand where the dates would

    def signatory(self, page, number):
        """How wide the place of each of so many signatories is."""
        return min(self.widest_signatory, (page[0] - self.beside_signatories) / max(1, number) - 2)

    def width(self, page):
        return page[0] - self.start - self.side


LAYOUTS = {
    "classic": Layout("classic", 26, 54, 30, 30, 44, 24, 34, 0.3, (30, 20), 184, 56, True),
    "modern": Layout("modern", 19, 48, 76, 20, 42, 23, 33, 0.4, (24, 21), 150, 52, False),
}


@dataclass(frozen=True)
class Plan:
    """The sizes of one certificate: the page, the base letter in points, the lettering of what is fitted, and
    `top`, where the stack begins: lower where there is more room than it takes."""

    page: tuple
    base: float
    top: float
    name_height: float
    title_height: float
    name: lettering.Lettering
    title: lettering.Lettering
    heading: lettering.Lettering


def plan(sheet, words, faces, *, right_to_left):
    """The `Plan` of a certificate with those `words` (what the template prints) on `sheet`."""
    layout, page = LAYOUTS[sheet.layout], PAGES[sheet.paper]
    room = page[1] - layout.top - layout.foot
    text = sorted((face for face in faces if face.family != DISPLAY), key=lambda face: face.family != SANS)
    base, stack = _base_and_stack(layout, sheet, words, text, room, right_to_left, page)
    rest = room - stack
    name = min(layout.wanted[0], rest * 0.58)
    title = min(layout.wanted[1], rest - name)
    width, rem = layout.width(page) / POINT, base * POINT
    fitted = {
        "name": fit(words["holder_name"], faces, Space(width * 0.98, name / POINT, layout.largest_name)),
        "title": fit(words["course_title"], faces, Space(width * 0.96, title / POINT, layout.largest_title)),
        "heading": fit(words["heading"], faces, Space(width, 3.4 * rem / POINT, layout.largest_heading)),
    }
    spare = max(0, rest - name - title)
    return Plan(page, base, layout.top + spare * layout.push, name, title, **fitted)


def _base_and_stack(layout, sheet, words, faces, room, right_to_left, page):
    """The base letter, and how high the stack is without name and title."""
    base = BASE_RIGHT_TO_LEFT if right_to_left else BASE
    least = sum(layout.wanted) * 0.6
    for _attempt in range(3):
        stack = stack_height(layout, sheet, words, faces, base, page)
        if stack + least <= room:
            break
        base *= max(0.7, (room - least) / stack)
    return base, stack_height(layout, sheet, words, faces, base, page)


def stack_height(layout, sheet, words, faces, base, page):
    """In millimetres, without name and title."""
    width = layout.width(page) / POINT
    rems = LOGOS if sheet.logos else 0
    rems += DATES if layout.dates_in_stack and sheet.signatories else 0
    for part, (line, around) in HEIGHTS.items():
        if words.get(part):
            rems += around + line * lines_of(words[part], faces, SIZES.get(part, 0) * base, width)
    return rems * base * POINT


def boxed(ratio, width, height):
    """(width, height) of a picture of that ratio, as large as stays in `width` and `height`."""
    return (width, width / ratio) if ratio * height > width else (height * ratio, height)


def lines_of(text, faces, size, width):
    """How many lines `text` takes in letters of `size` points; 1 for those that are fitted to one."""
    return max(1, ceil(sum(lettering.widths(text, faces)) * size * 1.06 / width)) if size else 1
