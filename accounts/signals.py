"""What accounts announce."""

from django.dispatch import Signal

name_confirmed = Signal()  # user: the name to print is settled; sent on commit
erasure_asked = Signal()  # request: to erase the account, from now on it rests; sent on commit
parcel_asked = Signal()  # parcel: to be made; sent on commit
