"""What a certificate says, in the words of Open Badges 3.0 (https://www.imsglobal.org/spec/ob/v3p0)."""

import secrets
from datetime import datetime, time
from hashlib import sha256

from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from certificates import wording
from certificates.models import Kind
from interop.openbadges.contexts import CREDENTIALS, EXTENSIONS, OPEN_BADGES
from interop.openbadges.issuer import address, profile
from interop.openbadges.status import status_entry, written

SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
TYPES = {
    Kind.PARTICIPATION: "Certificate",
    Kind.ACHIEVEMENT: "CertificateOfCompletion",
    Kind.ATTENDANCE: "Certificate",
    Kind.DIPLOMA: "Diploma",
}


def credential(certificate, *, number, index):
    """The certificate as an unsigned credential, in its own language. `number` and `index` are its place in a list.

    The name is written plainly: the document is the holder's own. The e-mail address is only there as a salted hash,
    so that whoever is shown the document can check an address that they know, and learns none.
    """
    with translation.override(certificate.language):
        return {
            "@context": [CREDENTIALS, OPEN_BADGES, EXTENSIONS],
            "id": certificate.verification_url,
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": certificate.course_title,
            "description": wording.heading(certificate),
            "issuer": profile(certificate.issuer),
            "validFrom": written(certificate.issued_at),
            **_until(certificate),
            "awardedDate": written(certificate.issued_at),
            "credentialSubject": _subject(certificate),
            "credentialStatus": status_entry(number, index),
            "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
        }


def _until(certificate):
    last = last_moment(certificate)
    return {"validUntil": written(last)} if last else {}


def last_moment(certificate):
    """The last second of the last day on which it is valid; None where that is for ever."""
    if certificate.expires_on is None:
        return None
    return timezone.make_aware(datetime.combine(certificate.expires_on, time(23, 59, 59)))


def _subject(certificate):
    return {
        "type": ["AchievementSubject"],
        "identifier": [_name(certificate), _email(certificate)],
        "narrative": wording.terms_met(certificate),
        **_credits("creditsEarned", certificate),
        "activityEndDate": certificate.completed_on.isoformat(),
        "achievement": achievement(certificate, offer(certificate).key),
    }


def offer(certificate):
    """What the certificate is about: a programme, or a course."""
    return certificate.programme or certificate.enrolment.course


def _name(certificate):
    return {
        "type": "IdentityObject",
        "identityType": "name",
        "identityHash": certificate.holder_name,
        "hashed": False,
    }


def _email(certificate):
    salt = secrets.token_hex(16)
    hashed = sha256((certificate.holder.email.lower() + salt).encode()).hexdigest()
    return {
        "type": "IdentityObject",
        "identityType": "emailAddress",
        "identityHash": f"sha256${hashed}",
        "hashed": True,
        "salt": salt,
    }


def achievement_today(statement, key):
    """The achievement as the course offers it today, in the course's own language."""
    with translation.override(statement.language):
        return achievement(statement, key)


def achievement(statement, key):
    """What can be achieved in a course, that with `key`, in one kind. `statement` says it: a certificate, or one
    that nobody has and that says what the course offers today."""
    place = (key, statement.kind)
    return {
        "id": address("achievement", *place),
        "type": ["Achievement"],
        "name": statement.course_title,
        "description": f"{wording.heading(statement)}. " + " · ".join(wording.facts(statement)),
        "criteria": {"narrative": criteria(statement)},
        "achievementType": TYPES.get(statement.kind, "Certificate"),
        "image": {"id": address("image", *place, "png"), "type": "Image", "caption": statement.course_title},
        "inLanguage": statement.language,
        **_credits("creditsAvailable", statement),
        **_aligned(statement),
    }


def _credits(name, statement):
    return {name: float(statement.credit_points)} if statement.credit_points else {}


def _aligned(statement):
    """What it teaches of other people's frameworks: https://www.imsglobal.org/spec/ob/v3p0#alignment."""
    found = [_alignment(**alignment) for alignment in statement.alignments]
    return {"alignment": found} if found else {}


def _alignment(*, name, url, framework, code, target):
    said = {"targetName": name, "targetUrl": url, "targetFramework": framework, "targetCode": code}
    said["targetType"] = target
    return {"type": ["Alignment"], **{term: value for term, value in said.items() if value}}


def criteria(statement):
    """What had to be done, as a sentence."""
    if statement.kind == Kind.ATTENDANCE:
        return gettext("Attend the course; its organisers confirm it.")
    if statement.kind == Kind.DIPLOMA:
        needed = statement.terms["needed"]
        text = ngettext(
            "Complete %(needed)s course of the programme.", "Complete %(needed)s courses of the programme.", needed
        )
        return text % {"needed": needed}
    share = {"share": statement.terms["share"]}
    if statement.kind == Kind.ACHIEVEMENT:
        return gettext("Reach at least %(share)s%% of the points in the graded quizzes of the course.") % share
    return gettext("Complete at least %(share)s%% of the activities of the course.") % share
