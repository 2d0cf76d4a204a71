"""What notifications hold about a person."""

from django.utils.translation import gettext as _

from accounts.holdings import Holding, section
from notifications.models import Cadences, Delivery, Notice, Preferences, Stream

NOTED = ("kind", "key", "noted_at", "read_at", "due_at")


class NotificationHolding(Holding):
    rank = 7
    decided = {
        "notifications.Preferences.user": "erased",
        "notifications.Delivery.user": "erased",
        "notifications.Delivery": "see its user",
        "notifications.Cadences.user": "erased",
        "notifications.Cadences": "see its user",
        "notifications.Notice.user": "erased",
        "notifications.Notice": "see its user",
    }

    def erased(self):
        return [_("Which mails you wanted, which you were sent, and what you were told on the site")]

    def erase(self, *, user, request):
        Notice.objects.of(user).delete()
        Cadences.objects.filter(user=user).delete()
        Preferences.objects.filter(user=user).delete()
        Delivery.objects.filter(user=user).delete()

    def sections(self, user):
        mails = Delivery.objects.filter(user=user)
        cadences = Cadences.objects.filter(user=user).select_related("course")
        course = {"course": (_("course"), lambda row: row.course and row.course.slug)}
        return [
            section("mail_preferences", _("Which mails you want"), Preferences.objects.filter(user=user), "mails"),
            section("cadences", _("How often you want mails"), cadences, *Stream.values, **course),
            section("notices", _("What you were told on the site"), Notice.objects.of(user), *NOTED),
            section("mails", _("Mails to you"), mails, "kind", "key", "state", "noted_at", "tried_at"),
        ]
