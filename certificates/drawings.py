"""Pictures as they stand in a PDF: made of SVG or pixels once, and then the same in every certificate.

Import this where something is drawn, not before: it needs Pango from the system.
"""

import re
import zlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from math import log10, sqrt

import pydyf
from weasyprint import CSS, HTML

from certificates.colours import parts
from certificates.photos import pixels_of
from certificates.press import OwnFiles, font_configuration, press

UNIT = 100  # the units of a drawing in a millimetre; what is finer is not kept
HELD = 128  # drawings that a process remembers, of some kilobytes each
NAME = re.compile(rb"/(\S+)")
OPACITY = re.compile(r"([aA])([\d.]+)")  # of what is filled, and of lines
WITH_COORDINATES = {b"m", b"l", b"c", b"v", b"y", b"re"}


@dataclass(frozen=True)
class Drawing:
    """PDF operators that draw in a box of that `width` and `height`, with y downwards; `pixels` is what they call /I.

    It has the two methods of WeasyPrint's images, and is given to it as one.
    """

    operators: bytes
    width: float
    height: float
    pixels: object = None

    def get_intrinsic_size(self, _resolution, _font_size):
        return self.width, self.height, self.width / self.height

    def draw(self, stream, width, height, _style):
        form = stream.add_group(0, 0, self.width, self.height)
        form.stream, form.compress = [self.packed], False
        form.extra |= {"Filter": "/FlateDecode", "Resources": self._resources()}
        del form.extra["Group"]
        stream.transform(width / self.width, 0, 0, height / self.height)
        stream.draw_x_object(form.id)

    @cached_property
    def packed(self):
        return zlib.compress(self.operators, 9)

    @cached_property
    def names(self):
        """What the operators name, but for the pixels."""
        return sorted({name.decode() for name in NAME.findall(self.operators)} - {"I"})

    def _resources(self):
        resources = pydyf.Dictionary({"ExtGState": pydyf.Dictionary(map(_state, self.names))})
        if self.pixels:
            resources["XObject"] = pydyf.Dictionary({"I": _stream(self.pixels)})
        return resources


def _state(name):
    what, opacity = OPACITY.fullmatch(name).groups()
    return name, pydyf.Dictionary({{"a": "ca", "A": "CA"}[what]: float(opacity)})


def _stream(pixels):
    size = {"Type": "/XObject", "Subtype": "/Image", "Width": pixels.width, "Height": pixels.height}
    stream = pydyf.Stream([pixels.content], size | pixels.entries)
    if pixels.mask:
        stream.extra["SMask"] = _stream(pixels.mask)
    return stream


def of_image(image, width, height):
    """The `Drawing` of an `Image` of a design in a box of so many millimetres; None where it has none."""
    if image.media_type == "image/svg+xml":
        return of_svg(image.content.decode(errors="replace"), width, height)
    return of_photo(image.content)


@lru_cache(maxsize=HELD)
def of_svg(svg, width, height):
    """The `Drawing` of an SVG, a string, in a box of so many millimetres.

    None for one with what no operators alone can draw: text, pictures, gradients, groups that are seen through.
    """
    width, height = width * UNIT, height * UNIT
    forms = _forms(svg, width, height)
    if len(forms) != 1:
        return None
    drawing = Drawing(b"\n".join(_rounded(forms[0])), width, height)
    return drawing if all(map(OPACITY.fullmatch, drawing.names)) else None


def _forms(svg, width, height):
    """What WeasyPrint draws of `svg`: the operators of each part that stands by itself."""
    address, found = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}", []
    size = f"{width:.2f}px {height:.2f}px"
    css = f"@page {{ margin: 0; size: {size}; background: url('{address}') no-repeat 0 0 / {size} }}"

    def collect(_document, pdf):
        streams = [item for item in pdf.objects if isinstance(item, pydyf.Stream)]
        found.extend(stream.stream for stream in streams if stream.extra.get("Subtype") == "/Form")

    with press:
        files = OwnFiles()
        page = HTML(string="<title></title>", url_fetcher=files)
        sheets = [CSS(string=css, url_fetcher=files)]
        page.write_pdf(stylesheets=sheets, font_config=font_configuration(), finisher=collect)
    return found


def _rounded(operators):
    """The lines of `operators`, with coordinates about as exact as a unit of the drawing."""
    scale, outside = 1, []
    for line in operators:
        *numbers, verb = line.split()
        if verb == b"q":
            outside.append(scale)
        elif verb == b"Q":
            scale = outside.pop()
        elif verb == b"cm":
            a, b, c, d = map(float, numbers[:4])
            scale *= sqrt(abs(a * d - b * c))
        elif verb in WITH_COORDINATES:
            line = b" ".join([*(_short(number, scale) for number in numbers), verb])
        yield line


def _short(number, scale):
    digits = max(0, round(log10(scale))) if scale else 0
    text = f"{float(number):.{digits}f}"
    return (text.rstrip("0").rstrip(".") if digits else text).encode()


@lru_cache(maxsize=HELD)
def of_photo(content):
    """The `Drawing` of a picture of pixels, in bytes; None for one that cannot be read or is not for screens."""
    try:
        pixels = pixels_of(content)
    except (OSError, ValueError):
        return None
    size = pixels and (pixels.width, pixels.height)
    return size and Drawing(b"%d 0 0 -%d 0 %d cm /I Do" % (*size, size[1]), *size, pixels)


def of_code(code, colour):
    """The `Drawing` of a code for cameras that segno made, `colour` as `#rrggbb`."""
    shades = b"%.3f %.3f %.3f RG" % tuple(part / 255 for part in parts(colour))
    pen = b"1 w 0 J [] 0 d 1 0 0 1 0 .5 cm"
    lines = [b"%d %d m %d %d l" % (x, y, end, y) for y, row in enumerate(code.matrix) for x, end in _runs(row)]
    return Drawing(b"\n".join([shades, pen, *lines, b"S"]), len(code.matrix), len(code.matrix))


def _runs(row):
    """Where what is dark begins, and where it ends."""
    x = 0
    for is_dark, run in groupby(row):
        end = x + len(list(run))
        if is_dark:
            yield x, end
        x = end
