"""Doorbells: an id comes in, the thing is fetched, a verb is called."""

from django_tasks import task

from accounts import actions
from accounts.models import ErasureRequest, Parcel


@task()
def tell_of_request(request_id):
    """Tell somebody that their account will be erased; what fails here `run_scheduled` tries again."""
    actions.tell_of_request(request=ErasureRequest.objects.select_related("user").get(pk=request_id))


@task()
def make_parcel(parcel_id):
    """Make a ZIP that somebody asked for; what fails here `run_scheduled` tries again."""
    actions.make_parcel(parcel=Parcel.objects.select_related("user").get(pk=parcel_id))
