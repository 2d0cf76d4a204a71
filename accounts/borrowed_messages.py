"""Texts of allauth, Django and django-countries that lack a translation, or whose Spanish or Arabic is wrong.

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

# In django-countries' Arabic Micronesia is the United States and Africa lacks its hamza; in its Spanish there are
# "Suazilandia", "Trinidad yTobago", and "República del Chad" where people look for Chad. Here they are as the United
# Nations write them.
COUNTRIES = (
    _("Andorra"),
    _("Antarctica"),
    _("Belarus"),
    _("Botswana"),
    _("British Indian Ocean Territory"),
    _("Central African Republic"),
    _("Chad"),
    _("Cocos (Keeling) Islands"),
    _("Cyprus"),
    _("Djibouti"),
    _("Dominican Republic"),
    _("Ecuador"),
    _("Estonia"),
    _("Eswatini"),
    _("Ethiopia"),
    _("French Guiana"),
    _("Hong Kong"),
    _("Indonesia"),
    _("Micronesia"),
    _("Moldova"),
    _("Nauru"),
    _("Norfolk Island"),
    _("Palestine"),
    _("Philippines"),
    _("Réunion"),
    _("Saint Vincent and the Grenadines"),
    _("Saudi Arabia"),
    _("South Africa"),
    _("Spain"),
    _("Tajikistan"),
    _("Trinidad and Tobago"),
    _("Turks and Caicos Islands"),
    _("Vatican City"),
)
