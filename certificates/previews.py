"""A design as PDF while it is drawn up: certificates of people who do not exist, in six scripts."""

import json
import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from certificates import paper
from certificates.fonts import FontMissing
from certificates.models import Certificate, Kind
from certificates.sheets import sheet_of_design

FILE = ".pdf"
CODE = "CAM-0000-0000-0000P"
TERMS = {
    Kind.PARTICIPATION: {"share": 80, "done": 13, "total": 15},
    Kind.ACHIEVEMENT: {"share": 70, "points": 18, "max_points": 24},
}
TITLES = {
    "es": "Conceptos básicos de la salud en la migración",
    "en": "Basic concepts of health in migration",
    "fr": "Notions de base de la santé dans la migration",
    "pt": "Conceitos básicos da saúde na migração",
    "ar": "مفاهيم أساسية في صحة المهاجرين",
}


@dataclass(frozen=True)
class Sample:
    """Somebody invented."""

    label: str
    name: str
    language: str
    kind: str = Kind.PARTICIPATION
    name_latin: str = ""
    country: str = ""


SAMPLES = {
    "latin": Sample(_("Latin letters, in Spanish"), "María Ximena Ñáñez Őry", "es", Kind.ACHIEVEMENT),
    "arabic": Sample(
        _("Arabic letters, in Arabic"), "فريدة عبد الرحمن حدّاد", "ar", name_latin="Farida Abdulrahman Haddad"
    ),
    "cyrillic": Sample(
        _("Cyrillic letters, in English"), "Олександра Шевченко", "en", name_latin="Oleksandra Shevchenko"
    ),
    "devanagari": Sample(_("Devanagari, in English"), "लक्ष्मी क्षत्रिय", "en", Kind.ACHIEVEMENT, "Lakshmi Kshatriya"),
    "han": Sample(_("Han characters, in French"), "欧阳丽华", "fr", name_latin="Ouyang Lihua", country="CN"),
    "ethiopic": Sample(_("Ethiopic letters, in Portuguese"), "አበበች በቀለ", "pt", Kind.ACHIEVEMENT, "Abebech Bekele"),
    "long": Sample(
        _("A name of 80 letters, in French"),
        "Wilhelmina Magdalena Constança de Albuquerque e Vasconcelos-Hohenfels Montmorency",
        "fr",
    ),
}
MODES = [(mode, sample.label) for mode, sample in SAMPLES.items()]


def sample_certificate(mode, second_language=""):
    """The certificate of one of `SAMPLES`, not saved; that of Latin letters for an unknown mode."""
    sample = SAMPLES.get(mode, SAMPLES["latin"])
    return Certificate(
        code=CODE,
        kind=sample.kind,
        holder_name=sample.name,
        holder_name_latin=sample.name_latin,
        course_title=TITLES[sample.language],
        second_title=TITLES.get(second_language, ""),
        course_hours=12,
        level="introductory",
        language=sample.language,
        country=sample.country,
        completed_on=date(2026, 11, 3),
        issued_at=datetime(2026, 11, 22, 12, tzinfo=UTC),
        issuer=settings.ISSUER_NAME,
        terms=TERMS[sample.kind],
    )


def serve(design, request, mode):
    """The preview: a page that shows the PDF, which has the same address but for the end of its mode."""
    with translation.override(request.user.preferred_language):
        response = _file(design, mode.removesuffix(FILE)) if mode.endswith(FILE) else _page(design, request, mode)
    # Browsers show a PDF in an `object`, which the site's policy forbids.
    response._csp_replace = {"object-src": ["'self'"]}
    return response


def _page(design, request, mode):
    address = "?" + urlencode({"mode": f"{mode}{FILE}", "now": _fingerprint(design)})
    response = render(request, "certificates/staff/preview.html", {"design": design, "address": address})
    response["Cache-Control"] = "no-store"
    return response


def _fingerprint(design):
    """Another one whenever the paper looks otherwise: browsers ask for a file twice, and it is drawn once."""
    content = json.dumps([sheet_of_design(design).content, settings.ISSUER_NAME], sort_keys=True)
    return sha256(content.encode()).hexdigest()[:16]


def _file(design, mode):
    try:
        content = paper.draw(sample_certificate(mode, design.second_language), sheet_of_design(design))
    except (FontMissing, OSError):
        logging.getLogger(__name__).exception("A preview of a certificate could not be drawn.")
        return HttpResponse(_("Certificates cannot be drawn here: the letters or Pango are missing."), status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    response["Cache-Control"] = "private, max-age=60"
    return response
