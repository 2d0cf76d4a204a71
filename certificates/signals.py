"""What certificates announce."""

from django.dispatch import Signal

certificate_issued = Signal()  # certificate: it exists from now on, its PDF perhaps not yet; sent on commit
correction_decided = Signal()  # correction: accepted, so that its certificate has a successor, or refused; on commit
# certificate: its PDF is about to be drawn; receivers return an `Attachment` to put into it, a list of them, or None.
attachments_wanted = Signal()
