"""The certificate on paper: its words, sizes and drawings, put together and printed."""

from base64 import b64encode

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from certificates import motif, wording
from certificates.fonts import DISPLAY, TEXT, faces_for
from certificates.lettering import Space, fit
from certificates.models import Kind

NAME_SPACE = Space(width=640, height=76, largest=44)
MOST_IN_ONE_COLUMN = 7  # courses of a transcript
TITLE_SPACE = Space(width=620, height=56, largest=24)


def draw(certificate):
    """The PDF of a certificate, as bytes: one page, A4 landscape, in the course's language.

    Raises `FontMissing` without the families that every certificate needs, `OSError` without Pango.
    """
    from certificates.press import print_pdf

    with translation.override(certificate.language):
        context = words(certificate)
        faces = faces_for(" ".join(map(str, context.values())), country=certificate.country.code or "")
        html = render_to_string("certificates/pdf/certificate.html", context | {"qr": qr(certificate)})
        css = render_to_string("certificates/pdf/certificate.css", style(certificate, faces))
    return print_pdf(html, css, identifier=certificate.code)


def words(certificate):
    """Every text on the paper."""
    numerals = wording.in_numerals
    return {
        "certificate": certificate,
        "language": certificate.language,
        "direction": direction(certificate.language),
        "heading": wording.heading(certificate),
        "deed": wording.deed(certificate),
        "facts": numerals(" · ".join(wording.facts(certificate))),
        "terms": numerals(wording.terms_met(certificate)),
        "completed_on": numerals(wording.day(certificate.completed_on)),
        "issued_on": numerals(wording.day(certificate.issued_on)),
        "holder_name": certificate.holder_name,
        "course_title": certificate.course_title,
        "issuer": certificate.issuer,
        "transcript": [
            {"title": line["title"], "facts": numerals(" · ".join(line["facts"]))}
            for line in wording.transcript(certificate)
        ],
        "address": certificate.verification_url.rpartition("CAM-")[0].rstrip("/").partition("://")[2],
    }


def direction(language):
    return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"


def style(certificate, faces):
    """What differs between the style sheets of two certificates."""
    colour = motif.TERRACOTTA if certificate.kind == Kind.ACHIEVEMENT else motif.TEAL
    display = list(dict.fromkeys([DISPLAY, *(face.family for face in faces)]))
    text = list(dict.fromkeys([TEXT, *(face.family for face in faces if face.family != DISPLAY)]))
    return {
        "faces": faces,
        "display": mark_safe(", ".join(f'"{family}"' for family in display)),
        "text": mark_safe(", ".join(f'"{family}"' for family in text)),
        "name": fit(certificate.holder_name, faces, NAME_SPACE),
        "title": fit(certificate.course_title, faces, TITLE_SPACE),
        "accent": colour,
        "border": data_uri(motif.border()),
        "seal": data_uri(motif.seal(colour)),
        "rule": data_uri(motif.rule()),
        "columns": 1 if len(certificate.terms.get("courses", [])) <= MOST_IN_ONE_COLUMN else 2,
        "right_to_left": direction(certificate.language) == "rtl",
    }


def data_uri(svg):
    return mark_safe(f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}")


def qr(certificate):
    """The code for cameras, as SVG with a text alternative."""
    code = segno.make(certificate.verification_url, error="m", micro=False)
    title = gettext("QR code: %(address)s") % {"address": certificate.verification_url}
    drawing = code.svg_inline(border=0, omitsize=True, dark=motif.TEAL, title=title, svgclass=None, lineclass=None)
    return mark_safe(drawing)
