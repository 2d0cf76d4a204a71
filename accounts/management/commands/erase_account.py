from django.core.management.base import BaseCommand, CommandError

from accounts.actions import MustHandOver, ask_erasure
from accounts.models import ErasureRequest, User


class Command(BaseCommand):
    """For a request that came by letter. The person is told by mail and has the same days to take it back."""

    help = "Have the account with an e-mail address erased after the days of rest, as if its holder had asked for it."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--posts", choices=ErasureRequest.Posts.values, default=ErasureRequest.Posts.LEAVE)

    def handle(self, *, email, posts, **_options):
        user = User.objects.with_email(email).first()
        if user is None:
            raise CommandError("Nobody has signed up with this e-mail address.")
        try:
            asked = ask_erasure(user=user, posts=posts)
        except MustHandOver:
            raise CommandError("This person administers the site. Give that to somebody else first.") from None
        self.stdout.write(f"The account is erased on {asked.due_at:%Y-%m-%d}, unless its holder keeps it.")
