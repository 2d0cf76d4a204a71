"""What accounts, sign-in and sessions hold about a person."""

import uuid
from importlib import import_module

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from accounts.holdings import Holding, section
from accounts.models import Parcel, Remit, User

NOBODY_AT = "erased.invalid"  # RFC 2606: an address at which nobody can be


class AccountHolding(Holding):
    rank = 0
    decided = {
        "accounts.User_groups.user": "erased: roles are taken away",
        "accounts.User_user_permissions.user": "erased",
        "accounts.Remit.user": "erased: roles are taken away",
        "accounts.ErasureRequest.user": "kept without name or address: shows that the erasure was carried out",
        "accounts.Parcel.user": "erased, with its file",
        "account.EmailAddress.user": "erased",
    }

    def erased(self):
        return [
            _("Your name, e-mail address, password, country, profession, organisation, language and time zone"),
            _("Your sessions: you are signed out everywhere; and your roles, when you teach, moderate or manage"),
            _("The copies of your data that you had made"),
        ]

    def kept(self):
        number = _("A row without name or address, with the days on which you signed up and were erased")
        why = _("The records that are kept hang on it, and it shows that we did what you asked for.")
        workplace = _("The name of your organisation in the list of organisations, where nothing leads to you")
        return [(number, why), (workplace, _("Others may work there too."))]

    def erase(self, *, user, request):
        forget_failures(user)
        user.emailaddress_set.all().delete()
        Remit.objects.filter(user=user).delete()
        user.groups.clear()
        user.user_permissions.clear()
        for name in ("name", "name_latin", "country", "profession", "language", "time_zone"):
            setattr(user, name, "")
        user.email, user.organisation = f"{uuid.uuid4()}@{NOBODY_AT}", None
        user.name_confirmed_at = user.conduct_accepted_at = user.last_login = user.erasure_due_at = None
        user.is_active = user.is_staff = False
        user.erased_at = timezone.now()
        user.set_unusable_password()
        user.save()

    def sweep(self, *, user):
        forget_sessions(user)
        for parcel in Parcel.objects.of(user):
            parcel.file.delete(save=False)
            parcel.delete()

    def sections(self, user):
        profile = ("email", "name", "name_latin", "name_confirmed_at", "conduct_accepted_at", "country", "profession")
        profile += ("language", "time_zone", "date_joined", "last_login")
        whose = User.objects.filter(pk=user.pk).select_related("organisation")
        organisation = (_("organisation"), lambda user: user.organisation)
        addresses = EmailAddress.objects.filter(user=user)
        copies, remits = Parcel.objects.of(user), Remit.objects.filter(user=user)
        return [
            section("profile", _("Profile"), whose, *profile, organisation=organisation),
            section("addresses", _("E-mail addresses"), addresses, "email", "verified", "primary"),
            section("remits", _("Remits"), remits, "everywhere", codes=(_("countries"), _codes)),
            section("requests", _("Requests to erase the account"), user.erasure_requests.all(), "asked_at", "due_at"),
            section("copies", _("Copies of your data"), copies, "kind", "asked_at", "made_at", "expires_at"),
        ]


def _codes(remit):
    return remit.codes


def forget_sessions(user):
    """End all sessions of `user`. Their rows do not say whose they are: each is looked into."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    whose = ((session.session_key, session.get_decoded().get(SESSION_KEY)) for session in Session.objects.iterator())
    for key in [key for key, pk in whose if pk == str(user.pk)]:
        store(key).delete()


def forget_failures(user):
    """Delete the records of failed tasks whose reports quote the person's name or address."""
    quoted = Q()
    for words in filter(None, (user.name, user.email)):
        quoted |= Q(traceback__icontains=words)
    if quoted:
        DBTaskResult.objects.finished().filter(quoted).delete()
