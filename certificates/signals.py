"""What certificates announce."""

from django.dispatch import Signal

certificate_issued = Signal()  # certificate: it exists from now on, its PDF perhaps not yet; sent on commit
