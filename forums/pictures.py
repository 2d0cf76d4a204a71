"""Pictures that people bring to their posts: made small, and freed of what the camera noted (place, moment, device).

Pure but for Django's `ValidationError`. Only what Pillow itself reads as a JPEG, PNG, WebP or GIF is a picture; its
pixels are drawn anew, so that nothing else of the file is kept.
"""

import io
import warnings

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

LARGEST = 12 * 1024 * 1024  # bytes, of what is brought
LONGEST_SIDE = 1600  # pixels, of what is kept
MOST_PIXELS = 60_000_000
READ = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 78


def shrink(file):
    """(WebP as bytes, width, height) of the picture in `file`. Raises `ValidationError` for what is none."""
    if file.size > LARGEST:
        raise ValidationError(_("This file is too large: at most 12 MB."), code="too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _redrawn(file)
    # Pillow answers broken files with many kinds of errors; each of them means the same to who brought one.
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, Image.DecompressionBombWarning) as error:
        raise _no_picture() from error
    except (Image.DecompressionBombError, OverflowError, MemoryError) as error:
        raise _no_picture() from error


def _redrawn(file):
    with Image.open(file, formats=READ) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise _no_picture()
        opened.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
        upright = ImageOps.exif_transpose(opened)
        has_glass = "A" in upright.getbands() or "transparency" in upright.info
        picture = upright.convert("RGBA" if has_glass else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info.clear()
    drawn = io.BytesIO()
    picture.save(drawn, "WEBP", quality=QUALITY, method=4, exif=b"", xmp=b"", icc_profile=None)
    return drawn.getvalue(), picture.width, picture.height


def _no_picture():
    return ValidationError(
        _("This is no picture that can be shown: choose a JPEG, PNG, WebP or GIF."), code="no_picture"
    )
