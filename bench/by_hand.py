"""The yardstick of certificates: the same page drawn by hand with ReportLab, stroke by stroke and text by text.

What is to be drawn is read once from a certificate's own PDF, so that it is the same page whatever the design is.
"""

import ctypes
import io
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class Path:
    """Where a line goes, in points: `segments` of ReportLab's own verbs, with their coordinates."""

    segments: list
    stroke: tuple | None
    width: float
    fill: tuple | None


@dataclass(frozen=True)
class Text:
    """`words` at a place and of a size, in points."""

    words: str
    x: float
    y: float
    size: float
    fill: tuple


def read_page(pdf):
    """((width, height), what is on the only page of `pdf`, in the order of its drawing)."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    words = page.get_textpage()
    found = [_read(item, words) for item in page.get_objects(max_depth=9)]
    size = page.get_size()
    document.close()
    return size, [item for item in found if item]


def _read(item, words):
    if item.type == raw.FPDF_PAGEOBJ_PATH:
        return _path(item)
    if item.type == raw.FPDF_PAGEOBJ_TEXT:
        return _text(item, words)
    return None


def _placed(item):
    """The matrix from the item's own coordinates to the page's."""
    matrix = item.get_matrix()
    while item.container:
        item = item.container
        matrix = matrix.multiply(item.get_matrix())
    return matrix


def _text(item, words):
    buffer = ctypes.create_string_buffer(2000)
    length = raw.FPDFTextObj_GetText(item, words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 1000)
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(item, size)
    matrix = _placed(item)
    words, fill = buffer.raw[: length - 2].decode("utf-16-le"), _colour(raw.FPDFPageObj_GetFillColor, item)
    return Text(words, matrix.e, matrix.f, abs(size.value * matrix.d), fill)


def _path(item):
    matrix = _placed(item)
    points = [_segment(raw.FPDFPath_GetPathSegment(item, number), matrix) for number in range(_count(item))]
    fill_mode, is_stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(item, fill_mode, is_stroked)
    raw.FPDFPageObj_GetStrokeWidth(item, width)
    stroke = _colour(raw.FPDFPageObj_GetStrokeColor, item) if is_stroked.value else None
    fill = _colour(raw.FPDFPageObj_GetFillColor, item) if fill_mode.value else None
    return Path(_verbs(points), stroke, width.value * abs(matrix.a), fill)


def _count(item):
    return raw.FPDFPath_CountSegments(item)


def _segment(segment, matrix):
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return (
        raw.FPDFPathSegment_GetType(segment),
        matrix.on_point(x.value, y.value),
        raw.FPDFPathSegment_GetClose(segment),
    )


def _verbs(points):
    verbs, curve = [], []
    for sort, (x, y), closes in points:
        if sort == raw.FPDF_SEGMENT_BEZIERTO:
            curve += [x, y]
            if len(curve) == 6:
                verbs.append(("curveTo", curve))
                curve = []
        else:
            verbs.append(("moveTo" if sort == raw.FPDF_SEGMENT_MOVETO else "lineTo", [x, y]))
        if closes:
            verbs.append(("close", []))
    return verbs


def _colour(ask, item):
    parts = [ctypes.c_uint() for _part in range(4)]
    ask(item, *parts)
    return tuple(part.value / 255 for part in parts[:3])


def draw(size, items, font):
    """The PDF of those items, as bytes; `font` is the path of a TTF file."""
    if "Hand" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Hand", font))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, pageCompression=1)
    for item in items:
        _draw_text(canvas, item) if isinstance(item, Text) else _draw_path(canvas, item)
    canvas.save()
    return target.getvalue()


def _draw_text(canvas, item):
    canvas.setFont("Hand", item.size)
    canvas.setFillColorRGB(*item.fill)
    canvas.drawString(item.x, item.y, item.words)


def _draw_path(canvas, item):
    path = canvas.beginPath()
    for verb, coordinates in item.segments:
        getattr(path, verb)(*coordinates)
    if item.stroke:
        canvas.setStrokeColorRGB(*item.stroke)
        canvas.setLineWidth(item.width)
    if item.fill:
        canvas.setFillColorRGB(*item.fill)
    canvas.drawPath(path, stroke=bool(item.stroke), fill=bool(item.fill))
