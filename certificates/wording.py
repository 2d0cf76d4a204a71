"""What a certificate says, in the language that is active. The paper and the public page use the same words."""

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, get_language_info, gettext, ngettext

from certificates.models import Kind
from courses.models import Course

ARABIC_DIGITS = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")


def heading(certificate):
    return {
        Kind.PARTICIPATION: gettext("Certificate of participation"),
        Kind.ACHIEVEMENT: gettext("Certificate of achievement"),
        Kind.ATTENDANCE: gettext("Certificate of attendance"),
        Kind.DIPLOMA: gettext("Diploma"),
    }[certificate.kind]


def deed(certificate):
    """What the holder has done, between their name and the title of course or programme."""
    return {
        Kind.PARTICIPATION: gettext("has taken part in the course"),
        Kind.ACHIEVEMENT: gettext("has successfully completed the course"),
        Kind.ATTENDANCE: gettext("has attended the course"),
        Kind.DIPLOMA: gettext("has successfully completed the programme"),
    }[certificate.kind]


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
    """Hours, level, language, credit points and the last day that it is valid, one sentence part each."""
    found = [
        duration(certificate.course_hours, attended=certificate.kind == Kind.ATTENDANCE),
        certificate.level and gettext("Level: %(level)s") % {"level": Course.Level(certificate.level).label},
        gettext("Language: %(language)s") % {"language": language_name(certificate.language)},
        certificate.credit_points and credit(certificate),
        certificate.expires_on and gettext("Valid until %(day)s") % {"day": day(certificate.expires_on)},
    ]
    return [fact for fact in found if fact]


def duration(hours, *, attended=False):
    if attended:
        text = ngettext("%(hours)s hour attended", "%(hours)s hours attended", hours)
    else:
        text = ngettext("%(hours)s hour of study", "%(hours)s hours of study", hours)
    return text % {"hours": hours}


def credit(certificate):
    """Credit points and who recognises them."""
    points = certificate.credit_points
    number = number_format(points.normalize() if points % 1 else int(points), use_l10n=True)
    text = gettext("Credit points: %(points)s") % {"points": number}
    return f"{text} ({certificate.credit_body})" if certificate.credit_body else text


def transcript(certificate):
    """The courses of a diploma, [{"title", "language", "facts"}], in the order of their completion; else empty."""
    return [_transcript_line(course, certificate.language) for course in certificate.terms.get("courses", [])]


def _transcript_line(course, language):
    completed_on = date.fromisoformat(course["completed_on"])
    return {
        "title": course["title"],
        "language": course.get("language", language),
        "facts": [str(Kind(course["kind"]).label), duration(course["hours"]), day(completed_on)],
    }


def language_name(code):
    """The name of a language in the language that is active."""
    return str(get_language_info(code)["name_translated"])


def terms_met(certificate):
    """The threshold and how it was met, with the per cent rounded down."""
    terms = certificate.terms
    if certificate.kind == Kind.ATTENDANCE:
        return gettext("Confirmed by the organisers")
    if certificate.kind == Kind.DIPLOMA:
        passed, needed = len(terms["courses"]), terms["needed"]
        text = gettext("%(part)s of %(whole)s courses of the programme (at least %(needed)s needed)")
        return text % {"part": passed, "whole": max(terms["total"], passed), "needed": needed}
    return _share_met(certificate.kind, terms)


def _share_met(kind, terms):
    if kind == Kind.ACHIEVEMENT:
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
