from pathlib import Path

from django.core.management.base import BaseCommand

from interop.openbadges.keys import make_keys


class Command(BaseCommand):
    """Write a pair of new keys that sign credentials. Files that are there already are left as they are."""

    help = "Write an Ed25519 and a P-256 private key for CREDENTIAL_KEYS into a folder."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **_options):
        files = ",".join(str(path.resolve()) for path in make_keys(folder))
        self.stdout.write(f"CREDENTIAL_KEYS={files}")
