"""Who: people, the organisations they work for, and whose records a manager may see."""

import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from wagtail.admin.panels import FieldPanel

from accounts.wording import listed
from accounts.zones import likeliest_zone, zone_named

NAME_LENGTH = 120
# Apostrophes that are letters to Unicode: they stand in names of several scripts.
MODIFIERS = "\u02bb\u02bc\u02bd\u02be\u02bf"


class OrganisationQuerySet(models.QuerySet):
    def named(self, name):
        """As the database keeps names apart: its lower case, which is not that of `iexact` for every script."""
        return self.alias(lower=Lower("name")).filter(lower=Lower(Value(" ".join(name.split()))))


class Organisation(models.Model):
    """Where somebody works: a ministry, an agency, an NGO, a health centre."""

    name = models.CharField(_("name"), max_length=200)
    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_name_unique")]

    def __str__(self):
        return self.name


class UserQuerySet(models.QuerySet):
    def with_email(self, email):
        return self.filter(email__iexact=email.strip())


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        """Save a user who signs in with `email`; a `password` of None means none is usable."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, is_staff=True, **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. They sign in by e-mail; `name` is what certificates say."""

    class Profession(models.TextChoices):
        NURSE = "nurse", _("Nurse")
        PHYSICIAN = "physician", _("Physician")
        MIDWIFE = "midwife", _("Midwife")
        COMMUNITY = "community", _("Community health worker")
        PSYCHOLOGY = "psychology", _("Psychologist or counsellor")
        SOCIAL_WORK = "social_work", _("Social worker")
        PUBLIC_HEALTH = "public_health", _("Public health or epidemiology")
        BORDER = "border", _("Border or migration official")
        ADMINISTRATION = "administration", _("Other public official")
        NGO = "ngo", _("NGO staff")
        TEACHING = "teaching", _("Teacher or researcher")
        STUDENT = "student", _("Student")
        OTHER = "other", _("Other")

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(
        _("name as it should be printed"),
        max_length=NAME_LENGTH,
        help_text=_("Your certificates show this name, letter by letter."),
    )
    name_latin = models.CharField(_("name in Latin letters"), max_length=NAME_LENGTH, blank=True)
    name_confirmed_at = models.DateTimeField(_("name confirmed at"), null=True, blank=True, editable=False)
    conduct_accepted_at = models.DateTimeField(_("rules of conduct accepted"), null=True, blank=True, editable=False)
    country = CountryField(_("country where you work"), blank=True)
    profession = models.CharField(_("profession"), max_length=20, choices=Profession, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="users",
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    erasure_due_at = models.DateTimeField(_("to be erased"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    prepared_with = ("country", "language")  # what queries about a reader ask of them: `pages.prepared`

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("Somebody has signed up with this e-mail address."),
            )
        ]

    def __str__(self):
        return self.name or (self.shown_name if self.is_erased else self.email)

    @property
    def shown_name(self):
        """The name, or what stands in its place when the account has been erased: only then is there none."""
        return self.name or gettext("Former participant")

    @property
    def is_erased(self):
        return self.erased_at is not None

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email

    @property
    def initials(self):
        """One or two letters for the round picture beside a post."""
        words = self.name.split() or ["–"]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    @property
    def name_is_confirmed(self):
        return self.name_confirmed_at is not None

    @property
    def has_accepted_conduct(self):
        return self.conduct_accepted_at is not None

    @property
    def preferred_language(self):
        return self.language or get_language()

    @property
    def zone(self):
        """The `ZoneInfo` by which mails to them are timed: the one they chose, else the likeliest of their country."""
        likeliest = likeliest_zone(self.country.code) if self.country else ""
        return zone_named(self.time_zone) or zone_named(likeliest) or timezone.get_default_timezone()


def clean_name(text):
    """`text` in Unicode's composed form, single spaces, no control or invisible direction marks.

    Zero-width joiners stay: Persian, Sinhala and others spell with them.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (c for c in composed if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") or c.isspace())
    visible = "".join(
        c for c in kept if c not in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )
    return " ".join(visible.split())


def is_latin(text):
    """Are all letters of `text` Latin ones, whatever stands on them? True without any letter."""
    return all(unicodedata.name(c, "").startswith("LATIN ") for c in text if c.isalpha() and c not in MODIFIERS)


def second_line(name, name_latin):
    """What stands below `name` on certificates: `name_latin`, but nothing below a name in Latin letters."""
    return "" if is_latin(name) else name_latin


class Remit(models.Model):
    """The countries whose records a programme manager sees: some, or all of them."""

    user = models.OneToOneField(User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="remit")
    everywhere = models.BooleanField(_("all countries"), default=False)
    countries = CountryField(_("countries"), multiple=True, blank=True, validators=[MaxLengthValidator(1000)])

    panels = [FieldPanel("user"), FieldPanel("everywhere"), FieldPanel("countries")]

    class Meta:
        verbose_name = _("remit")
        verbose_name_plural = _("remits")

    def __str__(self):
        where = _("all countries") if self.everywhere else listed(country.name for country in self.countries)
        return f"{self.user}: {where}"

    @property
    def codes(self):
        return [country.code for country in self.countries]


class RemitQuerySet(models.QuerySet):
    """A QuerySet of records that carry the country they belong to; `remit_field` names it."""

    remit_field = "country"

    def within_remit_of(self, user):
        """Only the rows whose country `user` manages: all for a remit of all countries, none without a remit."""
        remit = Remit.objects.filter(user=user).first() if user.is_authenticated else None
        if user.is_superuser or (remit and remit.everywhere):
            return self
        return self.filter(**{f"{self.remit_field}__in": remit.codes}) if remit else self.none()
