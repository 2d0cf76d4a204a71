"""What is put into the ZIPs that people ask for: the holdings give it, this writes it."""

import json
import os
import shutil
import tempfile
import zipfile
from contextlib import contextmanager

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.holdings import holdings
from accounts.models import Parcel

FORMAT, VERSION = "camino-personal-data", 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@contextmanager
def packed(parcel):
    """The ZIP of `parcel` as an open file at its end, in the language that is active; gone when the block is left."""
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            PACKERS[parcel.kind](archive, parcel)
        file.seek(0, os.SEEK_END)
        yield file


def _pack_data(archive, parcel):
    """Everything we hold about somebody: for a program, for a reader, and the files."""
    user, parts = parcel.user, sorted(holdings(), key=lambda holding: holding.rank)
    sections = [section for holding in parts for section in holding.sections(user)]
    enclosures = [enclosure for holding in parts for enclosure in holding.enclosures(user)]
    _write_json(archive, "data.json", document(sections))
    _write_json(archive, "schema.json", schema(sections))
    context = {"user": user, "sections": sections, "enclosures": enclosures, "made_at": timezone.now()}
    archive.writestr("index.html", render_to_string("accounts/parcels/data.html", context))
    _enclose(archive, enclosures)


def document(sections):
    """The data as the schema describes them."""
    return {
        "$schema": "schema.json",
        "format": FORMAT,
        "version": VERSION,
        "site": settings.SITE_URL,
        "made_at": timezone.now(),
        "data": {section.key: section.rows for section in sections},
    }


def schema(sections):
    """A JSON Schema of the document: what each table and each of its values is."""
    return {
        "$schema": DIALECT,
        "type": "object",
        "required": ["format", "version", "made_at", "data"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "made_at": {"type": "string", "format": "date-time"},
            "data": {"type": "object", "properties": {section.key: _table(section) for section in sections}},
        },
    }


def _table(section):
    fields = {name: {"title": label} for name, label in section.labels.items()}
    row = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {"type": "array", "title": section.title, "items": row}


def _pack_evidence(archive, parcel):
    """What somebody can show of what they learnt."""
    chapters = [chapter for holding in holdings() for chapter in holding.chapters(parcel.user)]
    chapters.sort(key=lambda chapter: chapter.place)
    context = {"user": parcel.user, "chapters": chapters, "made_at": timezone.now()}
    archive.writestr("index.html", render_to_string("accounts/parcels/evidence.html", context))
    _enclose(archive, [enclosure for chapter in chapters for enclosure in chapter.enclosures])


PACKERS = {Parcel.Kind.DATA: _pack_data, Parcel.Kind.EVIDENCE: _pack_evidence}


def _write_json(archive, name, content):
    archive.writestr(name, json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))


def _enclose(archive, enclosures):
    """Piece by piece, so that a large file needs no memory of its size."""
    for enclosure in enclosures:
        with enclosure.open() as source, archive.open(enclosure.path, "w") as target:
            shutil.copyfileobj(source, target)
