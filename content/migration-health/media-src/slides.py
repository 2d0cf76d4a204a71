"""Videos of still slides, one for each scene, on quiet paper above a thin path."""

import itertools
import math

from drawing import HEIGHT, PAPER, SAND, TEAL, WIDTH, blend, curve, panel, render, soft

FPS = 8
FADE, TURN_DELAY = 0.5, 0.2
EDGE = 44  # from the picture's edge to the first and the last waypoint


def path_height(x):
    return 270 + 4 * math.sin(x / 78 + 0.6)


def waypoints(count):
    step = (WIDTH - 2 * EDGE) / max(1, count - 1)
    return [EDGE + step * i for i in range(count)]


def ground(scene, count):
    """Paper, and the path: solid as far as the story has come, dotted from there."""
    places = waypoints(count)
    here = places[scene] if scene < count - 1 else WIDTH
    line = 'fill="none" stroke-width="4" stroke-linecap="round"'
    point = f'stroke="{TEAL}" stroke-width="3"'
    drawn = (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<path d="{curve(path_height, 0, WIDTH)}V{HEIGHT}H0z" fill="{SAND}" fill-opacity=".55"/>'
        f'<path d="{curve(path_height, 0, here)}" stroke="{TEAL}" {line}/>'
    )
    if here < WIDTH:
        drawn += f'<path d="{curve(path_height, here, WIDTH)}" stroke="#b9a071" stroke-dasharray="1 9" {line}/>'
    for i, x in enumerate(places):
        fill, size = (TEAL, 8 if i == scene else 6) if i <= scene else (PAPER, 6)
        drawn += f'<circle cx="{x:.1f}" cy="{path_height(x):.1f}" r="{size}" fill="{fill}" {point}/>'
    return drawn


def still(script, scene, reached):
    """A slide after `reached` of its sentences have begun."""
    drawing = panel(script.scenes[scene]["draw"], reached)
    return render(ground(scene, len(script.scenes)) + drawing)[:, :, :3]


def changes(lines):
    """(time, scene, sentences begun) of every change of the picture, in order."""
    yield -FADE, 0, 0
    yield lines[0].start, 0, 1
    for before, line in itertools.pairwise(lines):
        if line.scene != before.scene:
            yield before.end + TURN_DELAY, line.scene, 0
        yield line.start, line.scene, line.number


def frames(script):
    """All pictures of the film, one after another."""
    coming = list(changes(script.lines))
    since, *state = coming.pop(0)
    before = after = still(script, *state)
    for number in range(math.ceil(script.length * FPS)):
        time = number / FPS
        while coming and coming[0][0] <= time:
            since, *state = coming.pop(0)
            before, after = after, still(script, *state)
        yield blend(before, after, soft((time - since) / FADE))
