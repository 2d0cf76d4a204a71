"""The drawings on the paper: the ways around it, and the seal. Lengths in millimetres. No Django here."""

from functools import cache
from itertools import pairwise
from math import cos, pi, sin

WIDTH, HEIGHT = 297, 210
PAPER, TEAL, TERRACOTTA, SAFFRON = "#fdf9f1", "#0d5257", "#b1512f", "#d99a2b"
INSET, CORNER = 13, 9
ACROSS, DOWN, QUARTER = WIDTH - 2 * (INSET + CORNER), HEIGHT - 2 * (INSET + CORNER), pi * CORNER / 2
# From the middle of one corner to that of the next: (where it begins, how long it is, how many waves it has).
RUNS = [
    (-QUARTER / 2, ACROSS + QUARTER, 28),
    (ACROSS + QUARTER / 2, DOWN + QUARTER, 20),
    (ACROSS + DOWN + QUARTER * 1.5, ACROSS + QUARTER, 28),
    (2 * ACROSS + DOWN + QUARTER * 2.5, DOWN + QUARTER, 20),
]


@cache
def border():
    """An SVG of the whole sheet: ways that wind around it and meet at waypoints."""
    sheet = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
    frames = [_frame(INSET - 5.2, 0.5), _frame(INSET + 5.2, 0.16)]
    wide = [_way(3, phase, SAFFRON, 0.2) for phase in (0, pi)]
    narrow = [_way(1.7, phase, TEAL, 0.36) for phase in (0, pi)]
    marks = [_mark(run, wave) for run in RUNS for wave in range(run[2])]
    return _svg(f"0 0 {WIDTH} {HEIGHT}", [sheet, *frames, *wide, *narrow, *marks])


def _frame(inset, stroke):
    width, height = WIDTH - 2 * inset, HEIGHT - 2 * inset
    radius = CORNER + INSET - inset
    return (
        f'<rect x="{_mm(inset)}" y="{_mm(inset)}" width="{_mm(width)}" height="{_mm(height)}" rx="{_mm(radius)}" '
        f'fill="none" stroke="{TEAL}" stroke-width="{stroke}"/>'
    )


def _way(amplitude, phase, colour, stroke):
    """A wave around the sheet, in four curves for each wave."""
    drawn = []
    for start, length, waves in RUNS:
        step, pace = length / (waves * 4), 2 * pi * waves / length
        points = [_on_wave(start, number * step, pace, amplitude, phase) for number in range(waves * 4 + 1)]
        drawn.append(_smooth(points, step))
    return f'<path d="{"".join(drawn)}" fill="none" stroke="{colour}" stroke-width="{stroke}"/>'


def _on_wave(start, along, pace, amplitude, phase):
    """(x, y, dx, dy) of a wave: the point, and how it moves for each millimetre along."""
    x, y, tx, ty, bend = _on_frame(start + along)
    offset, slope = amplitude * sin(pace * along + phase), amplitude * pace * cos(pace * along + phase)
    stretch = 1 + offset * bend
    return x + ty * offset, y - tx * offset, tx * stretch + ty * slope, ty * stretch - tx * slope


def _mark(run, wave):
    """What stands where the ways meet: a station in a corner, a ringed waypoint at every fourth wave, else a dot."""
    start, length, waves = run
    x, y, *_rest = _on_frame(start + length * wave / waves)
    if wave == 0:
        return _rings(x, y, [(3.3, PAPER, TEAL, 0.36), (2.5, PAPER, SAFFRON, 0.2), (1.25, TERRACOTTA, PAPER, 0)])
    if wave % 4 == 0:
        return _rings(x, y, [(1.25, PAPER, TERRACOTTA, 0.3), (0.65, TERRACOTTA, PAPER, 0)])
    return _rings(x, y, [(0.5, TERRACOTTA, PAPER, 0)])


def _rings(x, y, rings):
    return "".join(
        f'<circle cx="{_mm(x)}" cy="{_mm(y)}" r="{radius}" fill="{fill}" stroke="{stroke}" stroke-width="{width}"/>'
        for radius, fill, stroke, width in rings
    )


def _on_frame(along):
    """(x, y, direction x, direction y, bend) at the distance `along` a rounded rectangle, clockwise from where its
    upper side begins. `bend` is one over the radius, 0 on the straight parts."""
    along %= 2 * (ACROSS + DOWN) + 4 * QUARTER
    turn = 0
    for side in (ACROSS, DOWN, ACROSS, DOWN):
        if along < side + QUARTER:
            break
        along -= side + QUARTER
        turn += 1
    side, reach = (ACROSS, HEIGHT / 2 - INSET) if turn % 2 == 0 else (DOWN, WIDTH / 2 - INSET)
    x, y, tx, ty, bend = along - side / 2, -reach, 1, 0, 0
    if along > side:
        turned = (along - side) / CORNER
        x, y = side / 2 + CORNER * sin(turned), CORNER * (1 - cos(turned)) - reach
        tx, ty, bend = cos(turned), sin(turned), 1 / CORNER
    c, s = [(1, 0), (0, 1), (-1, 0), (0, -1)][turn]
    return WIDTH / 2 + x * c - y * s, HEIGHT / 2 + x * s + y * c, tx * c - ty * s, tx * s + ty * c, bend


@cache
def seal(colour):
    """An SVG of a rosette around a way that leads to its waypoint, 34 mm wide."""
    rosette = [_rosette(turn, colour) for turn in range(6)]
    way = (
        f'<path d="M-4.6 5.2C2.6 5.2 5.2 2.6 1 .6S-5.4-2.6.4-3.7" fill="none" stroke="{colour}" stroke-width="1.1" '
        'stroke-linecap="round"/>'
    )
    inner = _rings(0, 0, [(9.6, PAPER, colour, 0.5), (8.7, "none", SAFFRON, 0.25)])
    ends = _rings(-4.6, 5.2, [(1, colour, colour, 0)])
    ends += _rings(1.6, -4.6, [(1.9, PAPER, TERRACOTTA, 0.7), (0.85, TERRACOTTA, PAPER, 0)])
    return _svg("-17 -17 34 34", [*rosette, inner, way, ends])


def _rosette(turn, colour, petals=18):
    """One of the closed lines of the rosette, turned against the others."""
    step = 2 * pi / (petals * 4)
    points = [_on_rosette(number * step, petals, turn * pi / 3) for number in range(petals * 4 + 1)]
    return f'<path d="{_smooth(points, step)}" fill="none" stroke="{colour}" stroke-width=".18"/>'


def _on_rosette(angle, petals, phase):
    radius, slope = 13.2 + 3 * cos(petals * angle + phase), -3 * petals * sin(petals * angle + phase)
    c, s = cos(angle), sin(angle)
    return radius * c, radius * s, slope * c - radius * s, slope * s + radius * c


@cache
def rule():
    """An SVG of the line under the name: a way with its waypoint in the middle, 80 mm long."""
    line = f'<path d="M0 1.5H37.2M42.8 1.5H80" stroke="{SAFFRON}" stroke-width=".3"/>'
    return _svg("0 0 80 3", [line, _rings(40, 1.5, [(1.2, PAPER, TERRACOTTA, 0.3), (0.6, TERRACOTTA, PAPER, 0)])])


def _smooth(points, step):
    """The commands of a curve through `points` (x, y, dx, dy), `step` apart, with those directions."""
    third = step / 3
    drawn = ["M{} {}".format(*map(_mm, points[0]))]
    for (x1, y1, dx1, dy1), (x2, y2, dx2, dy2) in pairwise(points):
        curve = (x1 + dx1 * third, y1 + dy1 * third, x2 - dx2 * third, y2 - dy2 * third, x2, y2)
        drawn.append("C" + " ".join(map(_mm, curve)))
    return "".join(drawn)


def _svg(box, parts):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{"".join(parts)}</svg>'


def _mm(number):
    return f"{number:.2f}".rstrip("0").rstrip(".")
