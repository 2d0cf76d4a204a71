"""A ZIP of many certificates with an index, written to a file as it goes: memory does not grow with their number."""

import csv
import logging
import shutil
import unicodedata
from contextlib import closing
from tempfile import NamedTemporaryFile, TemporaryFile
from zipfile import ZipFile

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from certificates.models import Certificate
from pages.sheets import plain_for_csv, plain_for_xlsx

log = logging.getLogger(__name__)

BATCH = 100
NOT_IN_NAMES = set('/\\:*?"<>|')
JOINERS = "\u200c\u200d"  # Persian, Sinhala and others spell with them
LONGEST = 150  # bytes, well below what file systems take


def pack(certificates, target, *, tell):
    """Write the PDFs of `certificates` and an index of them, as CSV and XLSX, to the open file `target`.

    Calls `tell(number)` after every batch. A certificate without a file is in the index, with nothing under "File".
    """
    with NamedTemporaryFile(suffix=".xlsx") as book, TemporaryFile() as sheet, ZipFile(target, "w") as folder:
        with closing(Index(sheet)) as index:
            for number, certificate in enumerate(in_batches(certificates, tell), 1):
                index.add(number, certificate, _put(folder, certificate))
            index.save(book.name)
        folder.write(book.name, "index.xlsx")
        sheet.seek(0)
        with folder.open("index.csv", "w", force_zip64=True) as entry:
            shutil.copyfileobj(sheet, entry)


def in_batches(certificates, tell):
    """Each of them, read a batch at a time; only the numbers of all are held."""
    numbers = list(certificates.values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        found = Certificate.objects.select_related("enrolment__seat__cohort").in_bulk(batch)
        yield from (found[pk] for pk in batch)
        tell(start + len(batch))


def _put(folder, certificate):
    """Copy the PDF into the ZIP; returns its name there, "" when there is no file."""
    name = file_name(certificate)
    try:
        source = certificate.pdf.open("rb") if certificate.pdf else None
    except FileNotFoundError:
        log.error("The file of certificate %s is not in the storage", certificate)
        source = None
    if source is None:
        return ""
    with source, folder.open(name, "w", force_zip64=True) as entry:
        shutil.copyfileobj(source, entry)
    return name


def file_name(certificate):
    """A name that every system takes, in the holder's own script; the code makes it one of a kind."""
    kept = "".join(c if _is_harmless(c) else " " for c in certificate.holder_name)
    words = " ".join(kept.split()).lstrip("-.=+@~ ")
    short = words.encode()[:LONGEST].decode(errors="ignore").rstrip(". ")
    return f"{short} {certificate.code}.pdf".lstrip()


def _is_harmless(character):
    is_hidden = unicodedata.category(character)[0] == "C" and character not in JOINERS
    return character not in NOT_IN_NAMES and not is_hidden


class Index:
    """The rows of the index, on their way into a CSV (`sheet`, an open file of bytes) and a workbook."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.book = Workbook(write_only=True)
        self.table = self.book.create_sheet(gettext("Certificates"))
        self.sheet.write("\ufeff".encode())
        self._add([str(heading) for heading in headings()])

    def add(self, number, certificate, name):
        self._add(row(number, certificate, name))

    def _add(self, values):
        line = csv.writer(Lines(self.sheet))
        line.writerow([plain_for_csv(value) if isinstance(value, str) else value for value in values])
        self.table.append([self._cell(value) for value in values])

    def _cell(self, value):
        if value == "":
            return None
        cell = WriteOnlyCell(self.table, value=plain_for_xlsx(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"  # a name that begins with "=" is no formula
        return cell

    def save(self, path):
        self.book.save(path)

    def close(self):
        """Give up the parts of the workbook that lie in the machine's folder of temporary files."""
        if not self.table.closed:
            self.table.close()


class Lines:
    """What a CSV writer writes to, above a file of bytes."""

    def __init__(self, file):
        self.file = file

    def write(self, text):
        return self.file.write(text.encode())


def headings():
    """What stands above the columns of the index."""
    return [
        "#",
        gettext("Name"),
        gettext("Certificate"),
        gettext("Course or programme"),
        gettext("Cohort"),
        gettext("Country"),
        gettext("Completed on"),
        gettext("Issued on"),
        gettext("Valid until"),
        gettext("State"),
        gettext("Code"),
        gettext("Address"),
        gettext("File"),
        "SHA-256",
    ]


def cohort_of(certificate):
    """The name of the cohort in which its holder is today; "" where they are in none, and for a diploma."""
    seat = getattr(certificate.enrolment, "seat", None)
    return seat.cohort.name if seat else ""


def row(number, certificate, name):
    """The values of one line of the index, as many as `headings`."""
    return [
        number,
        certificate.holder_name,
        certificate.get_kind_display(),
        certificate.course_title,
        cohort_of(certificate),
        str(certificate.country.name),
        certificate.completed_on,
        certificate.issued_on,
        certificate.expires_on,
        str(certificate.standing.label),
        certificate.code,
        certificate.verification_url,
        name,
        certificate.sha256,
    ]
