"""Drawings: SVG from the scripts and from `symbols.svg`, made into pictures by rsvg-convert."""

import re
import subprocess
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

WIDTH, HEIGHT = 640, 360
PAPER, INK, TEAL, SAND = "#f6f1e7", "#1f2933", "#0f5257", "#ecdfc6"
SVG = "http://www.w3.org/2000/svg"
STYLE = f"""
.h {{ font: 700 45px 'Noto Serif', serif; fill: {TEAL}; }}
.w {{ font: 600 30px 'Noto Sans', sans-serif; fill: {INK}; }}
.q {{ font: 500 26px 'Noto Sans', sans-serif; fill: {INK}; }}
.n {{ font: 700 70px 'Noto Serif', serif; fill: #b5532a; }}
"""
REFERENCE = re.compile(r"""href=["']#([\w-]+)""")

ElementTree.register_namespace("", SVG)


@cache
def symbols():
    """The symbols by their names, each as text."""
    folder = Path(__file__).resolve().parent
    defined = ElementTree.fromstring((folder / "symbols.svg").read_text(encoding="utf-8")).find(f"{{{SVG}}}defs")
    return {symbol.get("id"): ElementTree.tostring(symbol, encoding="unicode") for symbol in defined}


def needed_symbols(drawing, names=()):
    """The symbols that a drawing and these names need, one text. Raises `KeyError` for one that does not exist."""
    needed, waiting = {}, [*names, *REFERENCE.findall(drawing)]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = symbols()[name]
            waiting += REFERENCE.findall(needed[name])
    return "".join(needed[name] for name in sorted(needed))


def panel(drawing, reached):
    """A scene's drawing as it stands when `reached` of its lines have begun (0: not yet arrived)."""
    root = ElementTree.fromstring(f'<g xmlns="{SVG}">{drawing}</g>')
    _prune(root, reached)
    return ElementTree.tostring(root, encoding="unicode")


def _prune(parent, reached):
    for place, child in reversed(list(enumerate(parent))):
        first = int(child.attrib.pop("data-line", 0))
        last = int(child.attrib.pop("data-until", 99))
        if not first <= reached <= last:
            parent.remove(child)
        elif child.tag == f"{{{SVG}}}dots":
            parent[place] = _dots(child)
        else:
            _prune(child, reached)


def _dots(element):
    """A grid of dots, some of them filled: how many of a hundred."""
    at = {key: float(value) for key, value in element.attrib.items()}
    group = ElementTree.Element(f"{{{SVG}}}g", {"stroke": TEAL, "stroke-width": "2.5"})
    for i in range(int(at["of"])):
        where = {
            "cx": f"{at['x'] + at['step'] * (i % at['columns']):.1f}",
            "cy": f"{at['y'] + at['step'] * (i // at['columns']):.1f}",
            "r": str(at["r"]),
            "fill": TEAL if i < at["filled"] else "#fff",
        }
        ElementTree.SubElement(group, f"{{{SVG}}}circle", where)
    return group


def curve(height, start, end, step=8):
    """A line through all x from `start` to `end`; `height(x)` is its y."""
    return "M" + " L".join(f"{x:.0f} {height(x):.1f}" for x in (*range(round(start), round(end), step), end))


@lru_cache(maxsize=8)
def render(body, width=WIDTH, height=HEIGHT):
    """An SVG drawing as an array of pixels with transparency."""
    import numpy as np
    from PIL import Image

    text = (
        f'<svg xmlns="{SVG}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<style>{STYLE}</style><defs>{needed_symbols(body)}</defs>{body}</svg>"
    )
    command = ["rsvg-convert", "--format=png"]
    png = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    return np.asarray(Image.open(BytesIO(png)).convert("RGBA"))


def soft(part):
    """From 0 to 1 with a soft start and end."""
    part = min(1.0, max(0.0, part))
    return part * part * (3 - 2 * part)


def blend(before, after, part):
    """The picture between two; `part` 0 is the first, 1 the second."""
    if part >= 1:
        return after
    weight = round(part * 256)
    return ((before.astype("uint16") * (256 - weight) + after.astype("uint16") * weight) >> 8).astype("uint8")
