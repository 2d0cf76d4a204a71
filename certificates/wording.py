"""What a certificate says, in the language that is active. The paper and the public page use the same words."""

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, gettext, ngettext

from certificates.models import Kind
from courses.models import Course

ARABIC_DIGITS = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")


def heading(certificate):
    if certificate.kind == Kind.ACHIEVEMENT:
        return gettext("Certificate of achievement")
    return gettext("Certificate of participation")


def deed(certificate):
    """What the holder has done, between their name and the course's title."""
    if certificate.kind == Kind.ACHIEVEMENT:
        return gettext("has successfully completed the course")
    return gettext("has taken part in the course")


def printed_heading(certificate, sheet):
    """The heading on the paper: the design's, else that of the kind."""
    return sheet.text(get_language(), certificate.kind, "heading") or heading(certificate)


def printed_deed(certificate, sheet):
    """What stands between name and title on the paper: the design's words, else those of the kind."""
    written = sheet.text(get_language(), certificate.kind, "deed")
    return filled_in(written, certificate) if written else deed(certificate)


def printed_closing(certificate, sheet):
    """The last line on the paper; empty unless the design has one."""
    return filled_in(sheet.text(get_language(), certificate.kind, "closing"), certificate)


def filled_in(text, certificate):
    """`text` of a design with what stands for its placeholders."""
    hours = ngettext("%(hours)s hour of study", "%(hours)s hours of study", certificate.course_hours)
    values = {
        "course": certificate.course_title,
        "hours": in_numerals(hours % {"hours": certificate.course_hours}),
        "level": str(Course.Level(certificate.level).label) if certificate.level else "",
        "completed": in_numerals(day(certificate.completed_on)),
        "issuer": certificate.issuer,
    }
    return text.format(**values)


def facts(certificate):
    """Hours, level and language of the course, one sentence part each."""
    hours = certificate.course_hours
    return [
        ngettext("%(hours)s hour of study", "%(hours)s hours of study", hours) % {"hours": hours},
        gettext("Level: %(level)s") % {"level": Course.Level(certificate.level).label},
        gettext("Language: %(language)s") % {"language": language_name(certificate.language)},
    ]


def language_name(code):
    """The name of a language in the language that is active."""
    return str(get_language_info(code)["name_translated"])


def terms_met(certificate):
    """The threshold and how it was met, with the per cent rounded down."""
    terms = certificate.terms
    if certificate.kind == Kind.ACHIEVEMENT:
        text = gettext("%(part)s of %(whole)s points in the quizzes (%(percent)s%%; at least %(share)s%% needed)")
        part, whole = terms["points"], terms["max_points"]
    else:
        text = gettext("%(part)s of %(whole)s activities completed (%(percent)s%%; at least %(share)s%% needed)")
        part, whole = terms["done"], terms["total"]
    percent = part * 100 // whole if whole else 0
    return text % {"part": part, "whole": whole, "percent": percent, "share": terms["share"]}


def day(date):
    """A date in words."""
    return date_format(date, "j F Y" if get_language().startswith("en") else "DATE_FORMAT")


def in_numerals(text):
    """`text` with the digits of the language that is active, as its printed documents write them."""
    return text.translate(ARABIC_DIGITS) if get_language().startswith("ar") else text
