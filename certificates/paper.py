"""The certificate on paper: its words, sizes and drawings, put together and printed."""

from base64 import b64encode

import segno
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from certificates import motif, wording
from certificates.attachments import attachments_of
from certificates.band import band, bar
from certificates.fonts import DISPLAY, SANS, TEXT, faces_for
from certificates.layouts import LAYOUTS, LOGO, LOGO_REM, PAGES, POINT, SIGNATURE, boxed, plan
from certificates.models import Kind
from certificates.sheets import sheet_of

BAND = 58  # millimetres wide, the modern layout's
BAND_FOOT = 84
MOST_IN_ONE_COLUMN = 7  # courses of a transcript


def make(certificate):
    """The signed PDF of a certificate, as bytes. Raises what `draw` does, and `OSError` without a time stamp."""
    from certificates.signing import sign

    return sign(draw(certificate))


def draw(certificate, sheet=None):
    """The PDF of a certificate, as bytes: one page across, in the course's language, on the `Sheet` frozen for it.

    Raises `FontMissing` without the families that every certificate needs, `OSError` without Pango.
    """
    from certificates.press import print_pdf

    attachments = [] if sheet else attachments_of(certificate)  # none with a sample
    sheet = sheet or sheet_of(certificate)
    with translation.override(certificate.language):
        context = words(certificate, sheet)
        texts = " ".join(texts_in(context))
        faces = faces_for(texts, country=certificate.country.code or "", sans=sheet.layout == "modern")
        html = render_to_string("certificates/pdf/certificate.html", context | {"qr": qr(certificate, sheet)})
        css = render_to_string(f"certificates/pdf/{sheet.layout}.css", style(certificate, sheet, context, faces))
    return print_pdf(html, css, identifier=certificate.code, made_at=certificate.issued_at, attachments=attachments)


def words(certificate, sheet):
    """Every text on the paper, and its pictures."""
    numerals = wording.in_numerals
    return {
        "certificate": certificate,
        "layout": sheet.layout,
        "language": certificate.language,
        "direction": direction(certificate.language),
        "heading": wording.printed_heading(certificate, sheet),
        "deed": wording.printed_deed(certificate, sheet),
        "closing": wording.printed_closing(certificate, sheet),
        "lead": gettext("This is to certify that"),
        "facts": numerals(" · ".join(wording.facts(certificate))),
        "terms": numerals(wording.terms_met(certificate)),
        "completed_on": numerals(wording.day(certificate.completed_on)),
        "issued_on": numerals(wording.day(certificate.issued_on)),
        "holder_name": certificate.holder_name,
        "holder_name_latin": certificate.holder_name_latin,
        "course_title": certificate.course_title,
        "issuer": certificate.issuer,
        "transcript": [
            line | {"facts": numerals(" · ".join(line["facts"])), "direction": direction(line["language"])}
            for line in wording.transcript(certificate)
        ],
        "address": certificate.verification_url.rpartition("CAM-")[0].rstrip("/").partition("://")[2],
        "logos": [{"picture": sheet.image(logo["image"]), "alt": logo["alt"]} for logo in sheet.logos],
        "signatories": signatories(certificate, sheet),
        **second_words(certificate, sheet),
    }


def second_words(certificate, sheet):
    """What is said once more, smaller, in the second language of the design, unless that is the certificate's own."""
    language = sheet.second_language
    if not language or language == certificate.language:
        return {}
    with translation.override(language):
        found = {
            "second_heading": wording.printed_heading(certificate, sheet),
            "second_deed": wording.printed_deed(certificate, sheet),
            "second_facts": wording.in_numerals(" · ".join(wording.facts(certificate))),
        }
    title = certificate.second_title if certificate.second_title != certificate.course_title else ""
    return found | {"second_title": title, "second": language, "second_direction": direction(language)}


def signatories(certificate, sheet):
    """Who signs: name, role, and the picture of the signature with what is read aloud for it."""
    return [
        {
            "name": person["name"],
            "role": person["role"],
            "picture": sheet.image(drawn["signature"]),
            "alt": drawn["alt"] or gettext("Signature of %(name)s") % {"name": person["name"]},
        }
        for person, drawn in zip(sheet.signed_by(certificate.language), sheet.signatories, strict=True)
    ]


def texts_in(context):
    """Everything that is printed, for finding its letters."""
    yield from (value for value in context.values() if isinstance(value, str))
    yield from (text for course in context["transcript"] for text in (course["title"], course["facts"]))
    yield from (text for person in context["signatories"] for text in (person["name"], person["role"]))


def direction(language):
    return "rtl" if translation.get_language_info(language)["bidi"] else "ltr"


def style(certificate, sheet, context, faces):
    """What differs between the style sheets of two certificates."""
    colours = motif.Colours(sheet.ground, sheet.accent, sheet.second, sheet.line)
    right_to_left = context["direction"] == "rtl"
    display = dict.fromkeys([DISPLAY, *(face.family for face in faces)])
    text = dict.fromkeys([*(face.family for face in faces if face.family == SANS), TEXT, *display])
    planned = plan(sheet, context, faces, right_to_left=right_to_left)
    place = LAYOUTS[sheet.layout].signatory(planned.page, len(sheet.signatories))
    heading = sheet.second if certificate.kind == Kind.ACHIEVEMENT else sheet.accent
    return {
        "faces": faces,
        "display": families(display),
        "text": families(text),
        "sheet": sheet,
        "plan": planned,
        "logos": [boxed(logo["ratio"], LOGO[0], min(LOGO[1], LOGO_REM * planned.base * POINT)) for logo in sheet.logos],
        "signatory_width": place,
        "signatures": [boxed(person["ratio"], min(SIGNATURE[0], place), SIGNATURE[1]) for person in sheet.signatories],
        "heading_colour": heading,
        "right_to_left": right_to_left,
        "start": "right" if right_to_left else "left",
        "end": "left" if right_to_left else "right",
        "signed": len(context["signatories"]),
        **DRAWINGS[sheet.layout](PAGES[sheet.paper], heading, colours, right_to_left),
        "columns": 1 if len(certificate.terms.get("courses", [])) <= MOST_IN_ONE_COLUMN else 2,
    }


def families(names):
    return mark_safe(", ".join(f'"{name}"' for name in names))


def _classic(page, heading, colours, _right_to_left):
    return {
        "border": data_uri(motif.border(*page, colours)),
        "seal": data_uri(motif.seal(heading, colours)),
        "rule": data_uri(motif.rule(colours)),
    }


def _modern(page, _heading, colours, right_to_left):
    drawn = band(BAND, page[1], BAND_FOOT, colours, edge_first=right_to_left)
    return {"band": data_uri(drawn), "rule": data_uri(bar(colours.line))}


DRAWINGS = {"classic": _classic, "modern": _modern}


def data_uri(svg):
    return mark_safe(f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}")


def qr(certificate, sheet):
    """The code for cameras, as SVG with a text alternative."""
    code = segno.make(certificate.verification_url, error="m", micro=False)
    title = gettext("QR code: %(address)s") % {"address": certificate.verification_url}
    drawing = code.svg_inline(border=0, omitsize=True, dark=sheet.accent, title=title, svgclass=None, lineclass=None)
    return mark_safe(drawing)
