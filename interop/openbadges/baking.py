"""A credential inside a picture: https://www.imsglobal.org/spec/ob/v3p0#baked-badge. No Django here."""

import struct
import zlib

KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
HEADER_END = 8 + 4 + 4 + 13 + 4  # signature; length, type, content and checksum of the first chunk


def baked_png(picture, text):
    """The PNG `picture`, bytes, that carries `text`, uncompressed."""
    content = KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0" + text.encode()
    return picture[:HEADER_END] + _chunk(b"iTXt", content) + picture[HEADER_END:]


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def baked_svg(picture, text):
    """The SVG `picture` that carries `text`, a credential as JSON with its proof."""
    whole = text.replace("]]>", "]]\\u003e")  # the same JSON: it can only be inside a string
    carried = f"<openbadges:credential><![CDATA[{whole}]]></openbadges:credential>"
    start, end, rest = picture.partition(">")
    return f'{start} xmlns:openbadges="{NAMESPACE}"{end}{carried}{rest}'
