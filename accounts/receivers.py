"""What accounts react to."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from accounts.models import ErasureRequest, Parcel
from accounts.signals import erasure_asked, parcel_asked
from accounts.tasks import make_parcel, tell_of_request


@receiver(erasure_asked, sender=ErasureRequest)
def erasure_was_asked(request, **_kwargs):
    tell_of_request.enqueue(request.pk)


@receiver(parcel_asked, sender=Parcel)
def parcel_was_asked(parcel, **_kwargs):
    make_parcel.enqueue(parcel.pk)


@receiver(post_delete, sender=Parcel)
def parcel_was_deleted(instance, **_kwargs):
    """Its file goes with it, also when the row went with its owner's."""
    instance.file.delete(save=False)
