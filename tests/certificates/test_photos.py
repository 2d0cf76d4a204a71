"""Pictures of pixels as a PDF holds them."""

import io
import zlib

import pytest
from PIL import Image

from certificates.photos import pixels_of


def saved(picture, form, **options):
    picture.save(file := io.BytesIO(), form, **options)
    return file.getvalue()


def test_jpeg_is_kept_byte_for_byte():
    content = saved(Image.new("RGB", (30, 20), "#123d7a"), "JPEG")
    pixels = pixels_of(content)
    assert pixels.content == content
    assert pixels.entries["Filter"] == "/DCTDecode"
    assert (pixels.width, pixels.height, pixels.mask) == (30, 20, None)


@pytest.mark.parametrize(("mode", "colour"), [("RGB", "#777"), ("L", 100), ("P", 0), ("1", 1), ("LA", (100, 255))])
def test_what_is_grey_takes_one_byte_for_each_pixel(mode, colour):
    pixels = pixels_of(saved(Image.new(mode, (30, 20), colour), "PNG"))
    assert pixels.entries["ColorSpace"] == "/DeviceGray"
    assert len(zlib.decompress(pixels.content)) == 600


def test_colours_and_what_is_seen_through_are_kept_without_loss():
    picture = Image.effect_noise((30, 20), 80).convert("RGBA")
    picture.putpixel((0, 0), (255, 0, 0, 9))
    pixels = pixels_of(saved(picture, "PNG"))
    assert pixels.entries["ColorSpace"] == "/DeviceRGB"
    assert zlib.decompress(pixels.content) == picture.convert("RGB").tobytes()
    assert zlib.decompress(pixels.mask.content) == picture.getchannel("A").tobytes()


def test_turned_photos_and_inks_are_left_to_others():
    turned = Image.Exif()
    turned[0x0112] = 6
    assert pixels_of(saved(Image.new("RGB", (30, 20)), "JPEG", exif=turned)) is None
    assert pixels_of(saved(Image.new("CMYK", (30, 20)), "JPEG")) is None
