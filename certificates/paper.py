"""The certificate on paper: its words, sizes and drawings, put together and printed."""

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
        html = render_to_string("certificates/pdf/certificate.html", context)
        look = style(certificate, sheet, context, faces)
        sheets = [render_to_string(f"certificates/pdf/{name}.css", look) for name in (sheet.layout, "fitted")]
    return print_pdf(
        html,
        *sheets,
        identifier=certificate.code,
        made_at=certificate.issued_at,
        attachments=attachments,
        drawings=drawings(certificate, sheet, is_mirrored=context["direction"] == "rtl"),
        images={f"own:{name}": image for name, image in sheet.images.items()},
    )


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
        "code_says": gettext("QR code: %(address)s") % {"address": certificate.verification_url},
        "address": certificate.verification_url.rpartition("CAM-")[0].rstrip("/").partition("://")[2],
        "logos": sheet.logos,
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
    """Who signs: name, role, and the image of the signature with what is read aloud for it."""
    return [
        {
            "name": person["name"],
            "role": person["role"],
            "image": drawn["signature"],
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
    right_to_left = context["direction"] == "rtl"
    display = dict.fromkeys([DISPLAY, *(face.family for face in faces)])
    text = dict.fromkeys([*(face.family for face in faces if face.family == SANS), TEXT, *display])
    planned = plan(sheet, context, faces, right_to_left=right_to_left)
    place = LAYOUTS[sheet.layout].signatory(planned.page, len(sheet.signatories))
    return {
        "faces": faces,
        "display": families(display),
        "text": families(text),
        "sheet": sheet,
        "plan": planned,
        "logos": [boxed(logo["ratio"], LOGO[0], min(LOGO[1], LOGO_REM * planned.base * POINT)) for logo in sheet.logos],
        "signatory_width": place,
        "signatures": [boxed(person["ratio"], min(SIGNATURE[0], place), SIGNATURE[1]) for person in sheet.signatories],
        "heading_colour": heading_colour(certificate, sheet),
        "right_to_left": right_to_left,
        "start": "right" if right_to_left else "left",
        "end": "left" if right_to_left else "right",
        "signed": len(context["signatories"]),
        "columns": 1 if len(certificate.terms.get("courses", [])) <= MOST_IN_ONE_COLUMN else 2,
    }


def families(names):
    return mark_safe(", ".join(f'"{name}"' for name in names))


def heading_colour(certificate, sheet):
    return sheet.second if certificate.kind == Kind.ACHIEVEMENT else sheet.accent


def drawings(certificate, sheet, *, is_mirrored):
    """{address in the document and its style sheet: `Drawing`} of all that is no text, but for images without one."""
    from certificates.drawings import of_code, of_image, of_svg

    colours = motif.Colours(sheet.ground, sheet.accent, sheet.second, sheet.line)
    decoration = DECORATIONS[sheet.layout](PAGES[sheet.paper], heading_colour(certificate, sheet), colours, is_mirrored)
    found = {name: of_svg(*drawn) for name, drawn in decoration.items()}
    found["code"] = of_code(segno.make(certificate.verification_url, error="m", micro=False), sheet.accent)
    boxes = {logo["image"]: boxed(logo["ratio"], *LOGO) for logo in sheet.logos}
    boxes |= {person["signature"]: boxed(person["ratio"], *SIGNATURE) for person in sheet.signatories}
    found |= {name: of_image(image, *boxes[name]) for name, image in sheet.images.items() if name in boxes}
    return {f"own:{name}": drawing for name, drawing in found.items() if drawing}


def _classic(page, heading, colours, _is_mirrored):
    """{name: (SVG, width, height)}, in millimetres."""
    return {
        "border": (motif.border(*page, colours), *page),
        "seal": (motif.seal(heading, colours), 36, 36),
        "rule": (motif.rule(colours), 80, 3),
    }


def _modern(page, _heading, colours, is_mirrored):
    drawn = band(BAND, page[1], BAND_FOOT, colours, edge_first=is_mirrored)
    return {"band": (drawn, BAND, page[1]), "rule": (bar(colours.line), 24, 0.7)}


DECORATIONS = {"classic": _classic, "modern": _modern}
