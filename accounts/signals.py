"""What accounts announce."""

from django.dispatch import Signal

name_confirmed = Signal()  # user: the name to print is settled; sent on commit
