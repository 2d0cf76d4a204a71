from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from certificates.keys import make_pair


class Command(BaseCommand):
    """A key to sign certificates with, for who has no authority that gives them one."""

    help = "Write a new key and its self-signed certificate, valid for ten years, into one file in PEM."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    def handle(self, *, path, **_options):
        if path.exists():
            raise CommandError(f"{path} is there already: a key is never overwritten.")
        make_pair(path)
        self.stdout.write(f"CERTIFICATE_SIGNING_KEY={path}\nCERTIFICATE_SIGNING_CERT={path}")
