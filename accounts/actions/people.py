"""What happens to people: verbs, called by screens, commands and demo data alike."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, Remit, User, clean_name
from accounts.signals import name_confirmed

MANAGERS = "Programme managers"


@transaction.atomic
def register_user(*, email, name, password=None, **profile):
    """Create an account; `profile` are further fields of `User`. Raises `IntegrityError` for a known e-mail."""
    return User.objects.create_user(email, password, name=clean_name(name), **profile)


@transaction.atomic
def confirm_name(*, user, name, name_latin=None):
    """Take `name` as the one to print on certificates from now on; announces `name_confirmed` on commit.

    `name_latin` is the same in Latin letters, empty for none; None leaves what the account has.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    user.name = clean_name(name)
    if name_latin is not None:
        user.name_latin = clean_name(name_latin)
    user.name_confirmed_at = timezone.now()
    user.save(update_fields=["name", "name_latin", "name_confirmed_at"])
    transaction.on_commit(lambda: name_confirmed.send_robust(User, user=user))
    return user


def accept_conduct(*, user, at=None):
    """Note that `user` keeps to the rules of conduct from the moment `at`; the first time counts."""
    moment = at or timezone.now()
    if User.objects.filter(pk=user.pk, conduct_accepted_at=None).update(conduct_accepted_at=moment):
        user.conduct_accepted_at = moment
    elif not user.has_accepted_conduct:
        user.refresh_from_db(fields=["conduct_accepted_at"])


def find_organisation(name):
    """The organisation of that name, whatever its capitals; made when there is none. None for an empty name."""
    name = clean_name(name)
    if not name:
        return None
    found = Organisation.objects.named(name).first()
    return found or Organisation.objects.get_or_create(name=name)[0]


@transaction.atomic
def grant_remit(*, user, countries=(), everywhere=False):
    """Let `user` see the records of `countries` (ISO 3166 alpha-2 codes), or of all; replaces an earlier remit."""
    remit, _created = Remit.objects.update_or_create(
        user=user, defaults={"countries": list(countries), "everywhere": everywhere}
    )
    return remit


def admin_door():
    """The permission to enter Wagtail's admin."""
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")


@transaction.atomic
def admit_to_staff(*, user, group):
    """Put `user` into `group`, and let its members into Wagtail's admin; they may do there what the group may."""
    group.permissions.add(admin_door())
    user.groups.add(group)
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


@transaction.atomic
def release_from_staff(*, user, group):
    """Take `user` out of `group`; without any group nor other right there they leave Wagtail's admin."""
    user.groups.remove(group)
    if not user.is_superuser and not user.groups.exists() and not user.user_permissions.exists():
        user.is_staff = False
        user.save(update_fields=["is_staff"])


@transaction.atomic
def appoint_manager(*, user, countries=(), everywhere=False):
    """Let `user` see the reports on `countries` (ISO 3166 alpha-2 codes), or on all of them; returns the remit."""
    group, _created = Group.objects.get_or_create(name=MANAGERS)
    admit_to_staff(user=user, group=group)
    return grant_remit(user=user, countries=countries, everywhere=everywhere)


@transaction.atomic
def dismiss_manager(*, user):
    """Take the remit of `user` back, and the reports with it."""
    Remit.objects.filter(user=user).delete()
    group = Group.objects.filter(name=MANAGERS).first()
    if group:
        release_from_staff(user=user, group=group)
