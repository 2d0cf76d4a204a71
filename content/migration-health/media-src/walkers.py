"""Videos in which somebody walks through all scenes, which lie side by side along one path."""

import itertools
import math

from drawing import HEIGHT, PAPER, SAND, TEAL, WIDTH, blend, curve, panel, render, soft

FPS = 15
FADE, PAN, PAN_DELAY = 0.45, 1.5, 0.1


def path_knots(scenes):
    """The points of the whole path, in the coordinates of all scenes laid side by side."""
    knots = [(x + WIDTH * i, y) for i, scene in enumerate(scenes) for x, y in scene["path"]]
    if knots[-1][0] < WIDTH * len(scenes):
        knots.append((WIDTH * len(scenes), knots[-1][1]))
    return knots


def path_height(knots, x):
    """How high the path runs at x: a soft step from each knot to the next."""
    for (x0, y0), (x1, y1) in itertools.pairwise(knots):
        if x0 <= x <= x1 and x1 > x0:
            return y0 + (y1 - y0) * soft((x - x0) / (x1 - x0))
    return knots[-1][1]


def ground(width):
    """Two rows of hills along all scenes."""

    def far(x):
        return 222 + 11 * math.sin(x / 173) + 6 * math.sin(x / 67)

    def near(x):
        return 246 + 5 * math.sin(x / 141 + 1)

    close = f"L{width} {HEIGHT}L0 {HEIGHT}z"
    return (
        f'<rect width="{width}" height="{HEIGHT}" fill="{PAPER}"/>'
        f'<path d="{curve(far, 0, width)}{close}" fill="#d3dfd8"/>'
        f'<path d="{curve(near, 0, width)}{close}" fill="{SAND}"/>'
    )


def path_drawing(scenes, knots, walked):
    """The path and its waypoints: solid and filled behind the walker, dotted and hollow ahead."""
    d = curve(lambda x: path_height(knots, x), 0, WIDTH * len(scenes))
    stroke = f'stroke="{TEAL}"' if walked else 'stroke="#b9a071" stroke-dasharray="1 14"'
    drawn = (
        f'<path d="{d}" fill="none" stroke="#fdfaf4" stroke-width="19"/>'
        f'<path d="{d}" fill="none" {stroke} stroke-width="7" stroke-linecap="round"/>'
    )
    point = f'r="10" fill="{TEAL if walked else PAPER}" stroke="{TEAL}" stroke-width="4.5"'
    for i, scene in enumerate(scenes):
        x = scene["stop"] + WIDTH * i
        drawn += f'<circle cx="{x}" cy="{path_height(knots, x):.1f}" {point}/>'
    return drawn


class Scenery:
    """All scenes side by side, as they stand when a line begins; the last two states are kept."""

    def __init__(self, script):
        self.scenes, self.lines = script.scenes, script.lines
        self.knots = path_knots(script.scenes)
        self.width = WIDTH * len(script.scenes)
        self.kept = {}

    def state(self, number):
        """(path ahead, path walked): pictures after `number` lines have begun."""
        if number not in self.kept:
            self.kept = {key: value for key, value in self.kept.items() if key == number - 1}
            self.kept[number] = tuple(self._draw(number, walked) for walked in (False, True))
        return self.kept[number]

    def view(self, number, camera, split):
        """What the camera sees after `number` lines; left of `split` the path has been walked."""
        ahead, walked = self.state(max(0, number))
        view = ahead[:, camera : camera + WIDTH].copy()
        view[:, :split] = walked[:, camera : camera + split]
        return view

    def _draw(self, number, walked):
        begun = self.lines[:number]
        body = ground(self.width)
        for i, scene in enumerate(self.scenes):
            reached = sum(line.scene == i for line in begun)
            body += f'<g transform="translate({WIDTH * i} 0)">{panel(scene["draw"], reached)}</g>'
        body += path_drawing(self.scenes, self.knots, walked)
        return render(body, self.width, HEIGHT)[:, :, :3]


def sprites(walker):
    """The walker standing and in two steps: pictures 130 wide, feet in the middle of the bottom edge."""

    def sprite(figure):
        place = f'<g transform="translate(65 112) scale(1.08)" color="{walker["color"]}" fill="{walker["fill"]}">'
        return render(f'{place}<use href="#{figure}"/></g>', 130, 118)

    return sprite(walker["stand"]), [sprite(figure) for figure in walker["steps"]]


def paste(frame, sprite, x, y):
    """Put the walker into the frame with the feet at x, y."""
    height, width = sprite.shape[:2]
    left, top = round(x) - width // 2, round(y) - height + 6
    x0, x1 = max(0, left), min(WIDTH, left + width)
    if x0 >= x1:
        return
    part = sprite[:, x0 - left : x1 - left]
    alpha = part[:, :, 3:4].astype("uint16")
    place = frame[top : top + height, x0:x1]
    place[:] = ((part[:, :, :3] * alpha + place * (255 - alpha)) // 255).astype("uint8")


def scene_position(lines, time):
    """Which scene is seen at this time; between two scenes a number between theirs."""
    position = 0.0
    for before, after in itertools.pairwise(lines):
        if after.scene != before.scene:
            position += soft((time - before.end - PAN_DELAY) / PAN)
    return position


def walker_place(scenes, position):
    """Where on the whole path the walker is."""
    stops = [scene["stop"] + WIDTH * i for i, scene in enumerate(scenes)]
    whole = min(int(position), len(stops) - 1)
    following = min(whole + 1, len(stops) - 1)
    return stops[whole] + (stops[following] - stops[whole]) * (position - whole)


def frames(script):
    """All pictures of the film, one after another."""
    scenery, lines = Scenery(script), script.lines
    standing, steps = sprites(script.walker)
    for number in range(math.ceil(script.length * FPS)):
        time = number / FPS
        begun = sum(line.start <= time for line in lines)
        position = scene_position(lines, time)
        camera = round(position * WIDTH)
        x = walker_place(script.scenes, position)
        split = min(WIDTH, max(0, round(x) + 13 - camera))
        part = soft((time - lines[begun - 1].start) / FADE) if begun else 1.0
        before, after = (scenery.view(state, camera, split) for state in (begun - 1, begun))
        frame = blend(before, after, part)
        moving = 0.01 < position % 1 < 0.99
        paste(frame, steps[int(time / 0.2) % 2] if moving else standing, x - camera, path_height(scenery.knots, x))
        yield frame


def still(script, scene, reached):
    """A scene after `reached` of its sentences have begun, the walker at its waypoint."""
    scenery = Scenery(script)
    number = sum(line.scene < scene for line in script.lines) + reached
    x, camera = walker_place(script.scenes, scene), WIDTH * scene
    frame = scenery.view(number, camera, x + 13 - camera)
    paste(frame, sprites(script.walker)[0], x - camera, path_height(scenery.knots, x))
    return frame
