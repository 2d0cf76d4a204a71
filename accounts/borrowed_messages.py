"""Texts of allauth and Django that lack an Arabic translation, or whose Arabic is wrong.

Nothing imports them: they stand here for makemessages to find, so that our own catalogues, which come before those of
the packages, carry them. Without Arabic a text appears in the site's first language. When a package has caught up, its
line can go.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

LACKING = (
    # Django's validator of new passwords.
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)

WRONG = (
    # allauth's "subscription", twice, and "code of the request".
    _("Sign Up"),
    _("Signup"),
    _("Request Code"),
    # allauth's mails, each with a stray Latin letter before it.
    _("Your email has been changed from %(from_email)s to %(to_email)s."),
    _(
        "You are receiving this email because you, or someone else, tried to access an account with email %(email)s. "
        "However, we do not have any record of such an account in our database."
    ),
)
