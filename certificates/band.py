"""The drawing of the modern layout: a band in one colour, with a way that leads up it. Lengths in millimetres."""

from functools import lru_cache
from math import cos, pi, sin

from certificates.colours import mixed
from certificates.motif import mm, rings, smooth, svg

WHITE = "#ffffff"
WAVES, STEPS = 2.25, 18
# Which of the quarters of a wave, from below, have a waypoint.
WAYPOINTS = [2, 4, 6, 8]


@lru_cache(maxsize=32)
def band(width, height, foot, colours, *, edge_first=False):
    """An SVG of a band `width` wide and `height` high; the way begins above its `foot`, which stays empty.

    `edge_first`: with the fine line along its left side instead of its right.
    """
    ground = f'<rect width="{mm(width)}" height="{mm(height)}" fill="{colours.accent}"/>'
    side = mm(0.6 if edge_first else width - 0.6)
    edge = f'<path d="M{side} 0V{mm(height)}" stroke="{colours.line}" stroke-width="1.2"/>'
    braid = [
        _way(width, height, foot, amplitude, mixed(colours.accent, WHITE, 0.16), 0.22) for amplitude in _braid(width)
    ]
    reach = width * 0.2
    road = _way(width, height, foot, reach, mixed(colours.accent, WHITE, 0.24), 4.2)
    middle = _way(width, height, foot, reach, WHITE, 0.5)
    stops = [_stop(width, height, foot, reach, quarter, colours) for quarter in WAYPOINTS]
    goal = _goal(width, height, foot, reach, colours)
    return svg(f"0 0 {mm(width)} {mm(height)}", [ground, *braid, road, middle, *stops, goal, edge])


def bar(colour):
    """An SVG of the short line under the name, 24 mm long."""
    return svg("0 0 24 0.7", [f'<rect width="24" height="0.7" fill="{colour}"/>'])


def _braid(width):
    """How far the fine lines swing: to both sides, so that they meet at the way's turns."""
    return [width * share / 100 for share in range(-44, 45, 8)]


def _way(width, height, foot, reach, colour, stroke):
    points = [_point(width, height, foot, reach, number / STEPS) for number in range(STEPS + 1)]
    return (
        f'<path d="{smooth(points, 1 / STEPS)}" fill="none" stroke="{colour}" stroke-width="{stroke}" '
        'stroke-linecap="round"/>'
    )


def _point(width, height, foot, reach, share):
    """(x, y, dx, dy) of the way at a `share` of its length, from below."""
    top = height * 0.11
    length, angle = height - foot - top, 2 * pi * WAVES * share
    x, y = width / 2 + reach * sin(angle), height - foot - length * share
    return x, y, reach * 2 * pi * WAVES * cos(angle), -length


def _stop(width, height, foot, reach, quarter, colours):
    x, y, *_rest = _point(width, height, foot, reach, quarter / 4 / WAVES)
    return rings(x, y, [(2.1, WHITE, colours.accent, 0.5), (1.1, colours.line, WHITE, 0)])


def _goal(width, height, foot, reach, colours):
    x, y, *_rest = _point(width, height, foot, reach, 1)
    return rings(
        x, y, [(5.2, colours.accent, WHITE, 0.5), (3.9, WHITE, colours.line, 0.9), (1.8, colours.second, WHITE, 0)]
    )
