"""The drawings on the paper: the ways around it, and the seal. Lengths in millimetres. No Django here."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin

INSET, CORNER = 13, 9
BEND = pi * CORNER / 4  # from the middle of a corner to where its side begins
ALONG, DOWN = 14, 10  # waves from a corner to the middle of the upper side, and of the left one


@dataclass(frozen=True)
class Colours:
    """What the drawings are drawn in, each as `#rrggbb`; `ground` is the paper's."""

    ground: str
    accent: str
    second: str
    line: str


# Camino's own: paper, teal, terracotta, saffron.
OURS = Colours("#fdf9f1", "#0d5257", "#b1512f", "#d99a2b")


@dataclass(frozen=True)
class Run:
    """Half a side of the rounded rectangle that the ways wind around, from the middle of the upper left corner on.

    Lengths are measured from the middle of the corner's circle. `lies`: along the upper side, else down the left one.
    """

    length: float
    waves: int
    lies: bool

    @property
    def pace(self):
        return 2 * pi * self.waves / self.length

    def at(self, along):
        """(x, y, direction x, direction y, bend) at that distance.

        `bend` is one over the radius, 0 where it is straight; less than 0 where it turns to the left.
        """
        turn = min(0, (along - BEND) / CORNER)
        x, y, bend = CORNER * sin(turn) + max(0, along - BEND), -CORNER * cos(turn), 1 / CORNER if turn else 0
        return (x, y, cos(turn), sin(turn), bend) if self.lies else (y, x, sin(turn), cos(turn), -bend)

    def on_wave(self, along, amplitude, phase):
        """(x, y, dx, dy) of a wave: the point, and how it moves for each millimetre along."""
        x, y, tx, ty, bend = self.at(along)
        angle = self.pace * along + phase
        offset, slope = amplitude * sin(angle), amplitude * self.pace * cos(angle)
        stretch = 1 + offset * bend
        return x + ty * offset, y - tx * offset, tx * stretch + ty * slope, ty * stretch - tx * slope


@lru_cache(maxsize=32)
def border(width, height, colours):
    """An SVG of the whole sheet: ways that wind around it and meet at waypoints.

    It is a mirror image of itself both ways, so a quarter is drawn and used four times.
    """
    edge, right, below = INSET + CORNER, mm(width), mm(height)
    runs = [Run(width / 2 - edge + BEND, ALONG, True), Run(height / 2 - edge + BEND, DOWN, False)]
    wide = [_way(runs, 3, phase, colours.line, 0.2) for phase in (0, pi)]
    narrow = [_way(runs, 1.7, phase, colours.accent, 0.36) for phase in (0, pi)]
    marks = [_mark(run, wave, colours) for run in runs for wave in range(1, run.waves + 1)]
    quarter = [*wide, *narrow, *marks, _station(runs[0], colours)]
    others = [f"-1 0 0 1 {right} 0", f"1 0 0 -1 0 {below}", f"-1 0 0 -1 {right} {below}"]
    drawn = [
        f'<rect width="{right}" height="{below}" fill="{colours.ground}"/>',
        _frame(width, height, INSET - 5.2, 0.5, colours),
        _frame(width, height, INSET + 5.2, 0.16, colours),
        f'<g id="quarter"><g transform="translate({edge} {edge})">{"".join(quarter)}</g></g>',
        *(f'<use href="#quarter" transform="matrix({matrix})"/>' for matrix in others),
    ]
    return svg(f"0 0 {right} {below}", drawn)


def _frame(width, height, inset, stroke, colours):
    radius = CORNER + INSET - inset
    return (
        f'<rect x="{mm(inset)}" y="{mm(inset)}" width="{mm(width - 2 * inset)}" height="{mm(height - 2 * inset)}" '
        f'rx="{mm(radius)}" fill="none" stroke="{colours.accent}" stroke-width="{stroke}"/>'
    )


def _way(runs, amplitude, phase, colour, stroke):
    """A wave along those runs, in four curves for each wave."""
    drawn = []
    for run in runs:
        step = run.length / (run.waves * 4)
        points = [run.on_wave(number * step, amplitude, phase) for number in range(run.waves * 4 + 1)]
        drawn.append(smooth(points, step))
    return f'<path d="{"".join(drawn)}" fill="none" stroke="{colour}" stroke-width="{stroke}"/>'


def _mark(run, wave, colours):
    """What stands where the ways meet: a ringed waypoint at every fourth wave, else a dot."""
    ground, second = colours.ground, colours.second
    x, y, *_rest = run.at(run.length * wave / run.waves)
    if wave % 4 == 0:
        return rings(x, y, [(1.25, ground, second, 0.3), (0.65, second, ground, 0)])
    return rings(x, y, [(0.5, second, ground, 0)])


def _station(run, colours):
    """What stands in a corner."""
    x, y, *_rest = run.at(0)
    ground, second = colours.ground, colours.second
    outer = [(3.3, ground, colours.accent, 0.36), (2.5, ground, colours.line, 0.2)]
    return rings(x, y, [*outer, (1.25, second, ground, 0)])


def rings(x, y, rings):
    """Circles around a point, each as (radius, fill, stroke, width of the stroke)."""
    return "".join(
        f'<circle cx="{mm(x)}" cy="{mm(y)}" r="{radius}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'
        for radius, fill, stroke, width in rings
    )


@lru_cache(maxsize=32)
def seal(colour, colours):
    """An SVG of a rosette in `colour` around a way that leads to its waypoint, 34 mm wide."""
    ground = colours.ground
    turned = [f'<use href="#rosette" transform="rotate({turn * 10 / 3:.3f})"/>' for turn in range(1, 6)]
    way = (
        f'<path d="M-4.6 5.2C2.6 5.2 5.2 2.6 1 .6S-5.4-2.6.4-3.7" fill="none" stroke="{colour}" stroke-width="1.1" '
        'stroke-linecap="round"/>'
    )
    inner = rings(0, 0, [(9.6, ground, colour, 0.5), (8.7, "none", colours.line, 0.25)])
    ends = rings(-4.6, 5.2, [(1, colour, colour, 0)])
    ends += rings(1.6, -4.6, [(1.9, ground, colours.second, 0.7), (0.85, colours.second, ground, 0)])
    return svg("-17 -17 34 34", [_rosette(colour), *turned, inner, way, ends])


def _rosette(colour, petals=18):
    """One of the closed lines of the rosette."""
    step = 2 * pi / (petals * 4)
    points = [_on_rosette(number * step, petals) for number in range(petals * 4 + 1)]
    return f'<path id="rosette" d="{smooth(points, step)}" fill="none" stroke="{colour}" stroke-width=".18"/>'


def _on_rosette(angle, petals):
    radius, slope = 13.2 + 3 * cos(petals * angle), -3 * petals * sin(petals * angle)
    c, s = cos(angle), sin(angle)
    return radius * c, radius * s, slope * c - radius * s, slope * s + radius * c


def rule(colours):
    """An SVG of the line under the name: a way with its waypoint in the middle, 80 mm long."""
    line = f'<path d="M0 1.5H37.2M42.8 1.5H80" stroke="{colours.line}" stroke-width=".3"/>'
    mark = rings(40, 1.5, [(1.2, colours.ground, colours.second, 0.3), (0.6, colours.second, colours.ground, 0)])
    return svg("0 0 80 3", [line, mark])


def smooth(points, step):
    """The commands of a curve through `points` (x, y, dx, dy), `step` apart, with those directions."""
    third = step / 3
    drawn = ["M{} {}".format(*map(mm, points[0]))]
    for (x1, y1, dx1, dy1), (x2, y2, dx2, dy2) in pairwise(points):
        curve = (x1 + dx1 * third, y1 + dy1 * third, x2 - dx2 * third, y2 - dy2 * third, x2, y2)
        drawn.append("C" + " ".join(map(mm, curve)))
    return "".join(drawn)


def svg(box, parts):
    """The drawing with that view box."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(parts)}</svg>'


def mm(number):
    """As short as a hundredth of a millimetre allows."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
