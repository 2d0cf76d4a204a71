from django.conf import settings
from django.core.management.base import BaseCommand

from lms.demo.cast import CAST, PASSWORD


class Command(BaseCommand):
    """Say where the demo is and who can sign in."""

    help = "Print the addresses and accounts of the demo."

    def handle(self, *args, **options):
        width = max(len(role.email) for role in CAST)
        lines = [
            "",
            f"  Camino           {settings.SITE_URL}/",
            f"  For staff        {settings.SITE_URL}/admin/",
            "",
            f"  Accounts, all with the password {PASSWORD}:",
            *(f"    {role.email:<{width}}  {role.what}" for role in CAST),
            "",
        ]
        self.stdout.write("\n".join(lines))
