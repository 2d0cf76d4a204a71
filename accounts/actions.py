"""What happens to people: verbs, called by screens, commands and demo data alike."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, Remit, User, clean_name
from accounts.signals import name_confirmed


@transaction.atomic
def register_user(*, email, name, password=None, **profile):
    """Create an account; `profile` are further fields of `User`. Raises `IntegrityError` for a known e-mail."""
    return User.objects.create_user(email, password, name=clean_name(name), **profile)


@transaction.atomic
def confirm_name(*, user, name):
    """Take `name` as the one to print on certificates from now on; announces `name_confirmed` on commit."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.name = clean_name(name)
    user.name_confirmed_at = timezone.now()
    user.save(update_fields=["name", "name_confirmed_at"])
    transaction.on_commit(lambda: name_confirmed.send(User, user=user))
    return user


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
