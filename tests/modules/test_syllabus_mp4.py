import struct

import pytest

from modules.syllabus.mp4 import Measure, measure
from tests.factories.syllabus import box, film


def test_measure_reads_seconds_and_pixels():
    assert measure(film(seconds=95)) == Measure(95.0, 320, 180)


def test_measure_reads_the_longer_times_of_version_1():
    header = b"\x01" + bytes(19) + struct.pack(">IQ", 1000, 2500) + bytes(80)

    assert measure(box(b"ftyp", b"isom") + box(b"moov", box(b"mvhd", header))) == Measure(2.5, 0, 0)


@pytest.mark.parametrize("data", [b"", b"no film", film(seconds=1)[:60], box(b"ftyp", b"isom"), film(seconds=1)[:-3]])
def test_measure_refuses_what_is_no_whole_film(data):
    with pytest.raises(ValueError, match="MP4"):
        measure(data)
