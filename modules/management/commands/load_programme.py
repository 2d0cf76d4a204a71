from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from modules.syllabus.mistakes import Refused
from modules.syllabus.reading import read_syllabus
from modules.syllabus.writing import UNCHANGED, publish_syllabus


class Command(BaseCommand):
    """Publishes a programme from its text files; `content/README.md` describes them.

    A mistake in any file loads nothing and ends with status 2; a dry run ends with 1 when something would change.
    """

    help = "Publish a programme from a folder of text files. Loading the same files again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="The programme's folder, such as content/migration-health.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Only say what would change; status 1 when something would."
        )

    def handle(self, *, folder, dry_run, verbosity, **_options):
        try:
            changes = publish_syllabus(read_syllabus(folder), dry_run=dry_run)
        except Refused as refused:
            number = len(refused.mistakes)
            raise CommandError(f"Nothing was loaded; mistakes: {number}\n{refused}", returncode=2) from refused
        if verbosity:
            self.report(changes, everything=verbosity > 1)
        if dry_run and any(change.what != UNCHANGED for change in changes):
            raise SystemExit(1)

    def report(self, changes, *, everything):
        for change in changes:
            if everything or change.what != UNCHANGED:
                self.stdout.write(f"{change.what:12}{change.name}")
        counts = Counter(change.what for change in changes)
        self.stdout.write(", ".join(f"{number} {what}" for what, number in counts.items()) or "nothing")
