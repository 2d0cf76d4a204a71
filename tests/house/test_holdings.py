"""No app forgets what it holds about people: whoever adds a field or a table decides what becomes of it."""

import pytest
from django.apps import apps
from django.conf import settings

from accounts.holdings import holdings
from accounts.models import User

ADVICE = (
    "Each of these points to a person (app.Model.field), or is a table that hangs on one that does (app.Model), and "
    "nobody has said what becomes of it when an account is erased. Do three things in the `holdings.py` of its app: "
    "say it in `decided`; erase it in `erase` (rows) or `sweep` (files), and tell the person in `erased` or `kept`; "
    "and give it in `sections`, which make the copy of one's data. docs/privacy.md explains it."
)


def decided():
    return {name for holding in holdings() for name in holding.decided}


def own_fields(model):
    """Those of the model's own that point to another model: inherited ones are asked for where they are defined."""
    relations = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in relations if field.is_relation and field.related_model]


def pointing_to_people():
    for model in apps.get_models(include_auto_created=True):
        for field in own_fields(model):
            if field.related_model is User and not field.many_to_many:
                yield f"{model._meta.label}.{field.name}"


def records_of_people():
    """{our models without pages: that point to a person, or to a record of one}, however far."""
    ours = [model for model in apps.get_models() if model._meta.app_label in settings.OWN_APPS]
    found = {User}
    while True:
        more = {model for model in ours if model not in found and any(_hangs_on(f, found) for f in own_fields(model))}
        if not more:
            return found - {User}
        found |= more


def _hangs_on(field, people):
    """What is uploaded or owned belongs to the site, not to the person: Wagtail's words for that."""
    return field.related_model in people and field.name not in ("owner", "locked_by", "uploaded_by_user")


def test_holdings_every_app_that_points_to_people_decides_what_becomes_of_it():
    wanting = sorted(set(pointing_to_people()) - decided())
    assert wanting == [], f"{wanting}\n{ADVICE}"


def test_holdings_every_record_that_hangs_on_a_person_is_decided_on():
    known = {".".join(name.split(".")[:2]) for name in decided()}
    wanting = sorted({model._meta.label for model in records_of_people()} - known)
    assert wanting == [], f"{wanting}\n{ADVICE}"


def test_holdings_decide_on_nothing_that_is_not_there():
    fields = {
        f"{model._meta.label}.{f.name}"
        for model in apps.get_models(include_auto_created=True)
        for f in own_fields(model)
    }
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert decided() - fields - labels == set()


@pytest.mark.django_db
def test_holdings_of_each_app_speak_of_what_they_erase_or_keep():
    assert all(holding.erased() or holding.kept() for holding in holdings())
