"""The drawings on the paper: the ways around it, and the seal. Lengths in millimetres. No Django here."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, pi, sin

INSET, CORNER = 13, 9
QUARTER = pi * CORNER / 2
ROUNDS, STAYS = 28, 20  # waves along and down the sheet; every fourth one has a waypoint


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
class Track:
    """The rounded rectangle that the ways wind around, on a sheet of that size."""

    width: float
    height: float

    @property
    def across(self):
        return self.width - 2 * (INSET + CORNER)

    @property
    def down(self):
        return self.height - 2 * (INSET + CORNER)

    @property
    def runs(self):
        """From the middle of one corner to that of the next: (where it begins, how long it is, how many waves)."""
        across, down = self.across, self.down
        return [
            (-QUARTER / 2, across + QUARTER, ROUNDS),
            (across + QUARTER / 2, down + QUARTER, STAYS),
            (across + down + QUARTER * 1.5, across + QUARTER, ROUNDS),
            (2 * across + down + QUARTER * 2.5, down + QUARTER, STAYS),
        ]

    def at(self, along):
        """(x, y, direction x, direction y, bend) at the distance `along`, clockwise from where the upper side begins.

        `bend` is one over the radius, 0 on the straight parts.
        """
        along %= 2 * (self.across + self.down) + 4 * QUARTER
        turn = 0
        for side in (self.across, self.down, self.across, self.down):
            if along < side + QUARTER:
                break
            along -= side + QUARTER
            turn += 1
        x, y, tx, ty, bend = self._on_side(along, turn % 2 == 0)
        c, s = [(1, 0), (0, 1), (-1, 0), (0, -1)][turn]
        return self.width / 2 + x * c - y * s, self.height / 2 + x * s + y * c, tx * c - ty * s, tx * s + ty * c, bend

    def _on_side(self, along, lies):
        """The same on the upper side of a sheet that lies, or stands, with its middle at 0, 0."""
        side, reach = (self.across, self.height / 2 - INSET) if lies else (self.down, self.width / 2 - INSET)
        if along <= side:
            return along - side / 2, -reach, 1, 0, 0
        turned = (along - side) / CORNER
        x, y = side / 2 + CORNER * sin(turned), CORNER * (1 - cos(turned)) - reach
        return x, y, cos(turned), sin(turned), 1 / CORNER


@lru_cache(maxsize=32)
def border(width, height, colours):
    """An SVG of the whole sheet: ways that wind around it and meet at waypoints."""
    track = Track(width, height)
    sheet = f'<rect width="{mm(width)}" height="{mm(height)}" fill="{colours.ground}"/>'
    frames = [_frame(track, INSET - 5.2, 0.5, colours), _frame(track, INSET + 5.2, 0.16, colours)]
    wide = [_way(track, 3, phase, colours.line, 0.2) for phase in (0, pi)]
    narrow = [_way(track, 1.7, phase, colours.accent, 0.36) for phase in (0, pi)]
    marks = [_mark(track, run, wave, colours) for run in track.runs for wave in range(run[2])]
    return svg(f"0 0 {mm(width)} {mm(height)}", [sheet, *frames, *wide, *narrow, *marks])


def _frame(track, inset, stroke, colours):
    width, height = track.width - 2 * inset, track.height - 2 * inset
    radius = CORNER + INSET - inset
    return (
        f'<rect x="{mm(inset)}" y="{mm(inset)}" width="{mm(width)}" height="{mm(height)}" rx="{mm(radius)}" '
        f'fill="none" stroke="{colours.accent}" stroke-width="{stroke}"/>'
    )


def _way(track, amplitude, phase, colour, stroke):
    """A wave around the sheet, in four curves for each wave."""
    drawn = []
    for start, length, waves in track.runs:
        step, pace = length / (waves * 4), 2 * pi * waves / length
        points = [_on_wave(track, start, number * step, pace, amplitude, phase) for number in range(waves * 4 + 1)]
        drawn.append(smooth(points, step))
    return f'<path d="{"".join(drawn)}" fill="none" stroke="{colour}" stroke-width="{stroke}"/>'


def _on_wave(track, start, along, pace, amplitude, phase):
    """(x, y, dx, dy) of a wave: the point, and how it moves for each millimetre along."""
    x, y, tx, ty, bend = track.at(start + along)
    offset, slope = amplitude * sin(pace * along + phase), amplitude * pace * cos(pace * along + phase)
    stretch = 1 + offset * bend
    return x + ty * offset, y - tx * offset, tx * stretch + ty * slope, ty * stretch - tx * slope


def _mark(track, run, wave, colours):
    """What stands where the ways meet: a station in a corner, a ringed waypoint at every fourth wave, else a dot."""
    start, length, waves = run
    ground, second = colours.ground, colours.second
    x, y, *_rest = track.at(start + length * wave / waves)
    if wave == 0:
        station = [(3.3, ground, colours.accent, 0.36), (2.5, ground, colours.line, 0.2), (1.25, second, ground, 0)]
        return rings(x, y, station)
    if wave % 4 == 0:
        return rings(x, y, [(1.25, ground, second, 0.3), (0.65, second, ground, 0)])
    return rings(x, y, [(0.5, second, ground, 0)])


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
    rosette = [_rosette(turn, colour) for turn in range(6)]
    way = (
        f'<path d="M-4.6 5.2C2.6 5.2 5.2 2.6 1 .6S-5.4-2.6.4-3.7" fill="none" stroke="{colour}" stroke-width="1.1" '
        'stroke-linecap="round"/>'
    )
    inner = rings(0, 0, [(9.6, ground, colour, 0.5), (8.7, "none", colours.line, 0.25)])
    ends = rings(-4.6, 5.2, [(1, colour, colour, 0)])
    ends += rings(1.6, -4.6, [(1.9, ground, colours.second, 0.7), (0.85, colours.second, ground, 0)])
    return svg("-17 -17 34 34", [*rosette, inner, way, ends])


def _rosette(turn, colour, petals=18):
    """One of the closed lines of the rosette, turned against the others."""
    step = 2 * pi / (petals * 4)
    points = [_on_rosette(number * step, petals, turn * pi / 3) for number in range(petals * 4 + 1)]
    return f'<path d="{smooth(points, step)}" fill="none" stroke="{colour}" stroke-width=".18"/>'


def _on_rosette(angle, petals, phase):
    radius, slope = 13.2 + 3 * cos(petals * angle + phase), -3 * petals * sin(petals * angle + phase)
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
