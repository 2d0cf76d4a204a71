"""What notifications hold about a person."""

from django.utils.translation import gettext as _

from accounts.holdings import Holding, section
from notifications.models import Delivery, Preferences


class NotificationHolding(Holding):
    rank = 7
    decided = {
        "notifications.Preferences.user": "erased",
        "notifications.Delivery.user": "erased",
    }

    def erased(self):
        return [_("Which mails you wanted, and which you were sent")]

    def erase(self, *, user, request):
        Preferences.objects.filter(user=user).delete()
        Delivery.objects.filter(user=user).delete()

    def sections(self, user):
        mails = Delivery.objects.filter(user=user)
        return [
            section("mail_preferences", _("Which mails you want"), Preferences.objects.filter(user=user), "mails"),
            section("mails", _("Mails to you"), mails, "kind", "key", "state", "noted_at", "tried_at"),
        ]
