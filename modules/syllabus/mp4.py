"""How long an MP4 or M4A is, and how large its picture: read from its boxes (ISO/IEC 14496-12)."""

import struct
from dataclasses import dataclass

CONTAINERS = (b"moov", b"trak")


@dataclass(frozen=True)
class Measure:
    """`duration` in seconds; `width` and `height` in pixels, 0 for sound alone."""

    duration: float = 0.0
    width: int = 0
    height: int = 0


def measure(data):
    """The `Measure` of the bytes of a file. Raises `ValueError` for bytes that are no MP4."""
    if data[4:8] != b"ftyp":
        raise ValueError("no MP4")
    try:
        found = list(_boxes(data, 0, len(data)))
        duration = next(_duration(body) for name, body in found if name == b"mvhd")
        sizes = [_size(body) for name, body in found if name == b"tkhd"]
    except (struct.error, StopIteration, ZeroDivisionError) as error:
        raise ValueError("no whole MP4") from error
    width, height = max(sizes, default=(0, 0))
    return Measure(duration, width, height)


def _boxes(data, start, end):
    """(name, body) of each box between the two places, and of those inside films and tracks."""
    while start + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, start + 8)[0], 16
        size = size or end - start
        if size < head or start + size > end:
            raise struct.error("a box is longer than its file")
        yield name, data[start + head : start + size]
        if name in CONTAINERS:
            yield from _boxes(data, start + head, start + size)
        start += size


def _duration(body):
    """A film's header: version 1 has its times in 8 bytes each, version 0 in 4."""
    scale, length = struct.unpack_from(">IQ", body, 20) if body[0] == 1 else struct.unpack_from(">II", body, 12)
    return round(length / scale, 3)


def _size(body):
    """A track's header ends with width and height, in 1/65536 pixel."""
    width, height = struct.unpack_from(">II", body, len(body) - 8)
    return width >> 16, height >> 16
