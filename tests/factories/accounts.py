from datetime import timedelta

import factory
from django.utils import timezone

from accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    country = "KE"
    language = "en"
    date_joined = factory.LazyFunction(lambda: timezone.now() - timedelta(days=100))  # no new account

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(kwargs.pop("email"), kwargs.pop("password", "camino-pass-1"), **kwargs)
