"""Serving pages with few queries, and uploaded files where no web server does it."""

import mimetypes
import posixpath
import re
from functools import cache
from pathlib import Path

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.fields import StreamField
from wagtail.models import Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from pages.prepared import prepared
from pages.sites import home_path, whereabouts

RANGE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")
# Documents have their own address, which asks whether their collection is private.
ASKED_FOR = "documents/"
# Python's own table lacks these where the system brings none, as in small containers.
TYPES = {
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".vtt": "text/vtt; charset=utf-8",
    ".webp": "image/webp",
}
# What a browser may show from an upload: all else is a download, so that no upload runs as part of the site.
INLINE_TYPES = ("image/", "video/", "audio/", "text/vtt")


def find_page(site, language, path):
    """The live page at `path` (`course/module/`) of the site's home page in `language`, or None. One or two queries.

    Which page stands at an address is held by the process; that it is live and still there is asked each time.
    """
    home = home_path(site, language)
    if home is None:
        return None
    url_path = f"{home}{path}"
    return _page_at(url_path, whereabouts(url_path)) or _page_at(url_path, whereabouts(url_path, anew=True))


def _page_at(url_path, where):
    if where is None:
        return None
    pk, model = where
    return next(iter(_pages(pk, url_path, model=model)), None)


@prepared
def _pages(pk, url_path, *, model):
    pages = model._default_manager.filter(pk=pk, live=True, url_path=url_path)
    return pages.order_by().defer(*_contents_of(model))


@cache
def _contents_of(model):
    """The names of a page's StreamFields: read only when what they draw is not held (`page_body`)."""
    return [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]


@require_safe
def serve_page(request, path):
    """Wagtail's own `serve`, with the page found by its whole path instead of one query for each step of it."""
    site = Site.find_for_request(request)
    page = find_page(site, get_language(), path) if site else None
    request._wagtail_route_for_request = RouteResult(page) if page else None
    return wagtail_serve(request, path)


@require_safe
def serve_media(request, path):
    """An uploaded file, with byte ranges (RFC 9110, section 14) so that video can be wound on a poor line."""
    file = open_media(path)
    size = file.size
    content_type = TYPES.get(Path(path).suffix.lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    chosen = byte_range(request.headers.get("Range", ""), size)
    if chosen == ():
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = chosen or (0, size - 1)
    file.seek(start)
    response = FileResponse(Part(file, end - start + 1), content_type=content_type, status=206 if chosen else 200)
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Length": str(max(0, end - start + 1)),
        "Cache-Control": "public, max-age=604800",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Last-Modified": http_date(default_storage.get_modified_time(path).timestamp()),
    }
    for name, value in headers.items():
        response[name] = value
    if chosen:
        response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    if not content_type.startswith(INLINE_TYPES):
        response.headers["Content-Disposition"] = f'attachment; filename="{Path(path).name}"'
    return response


def open_media(path):
    """The uploaded file at `path`, open; `Http404` for what is not a file, or not to be had without being asked for."""
    if posixpath.normpath(path).startswith(ASKED_FOR):
        raise Http404
    try:
        return default_storage.open(path, "rb")
    except (OSError, ValueError) as error:
        raise Http404 from error


def byte_range(header, size):
    """(first, last) byte that a Range header asks of `size` bytes; None for the whole, () for one out of reach."""
    match = RANGE.match(header.strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if first == "":
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end and start < size else ()


class Part:
    """The next `length` bytes of an open file, in pieces, as FileResponse reads them."""

    def __init__(self, file, length, piece=64 * 1024):
        self.file, self.left, self.piece = file, length, piece

    def read(self, size=-1):
        data = self.file.read(min(self.left, self.piece if size < 0 else size))
        self.left -= len(data)
        return data

    def close(self):
        self.file.close()
