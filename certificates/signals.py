"""What certificates announce."""

from django.dispatch import Signal

certificate_issued = Signal()  # certificate: it exists from now on, its PDF perhaps not yet; sent on commit
correction_decided = Signal()  # correction: accepted, so that its certificate has a successor, or refused; on commit
# certificate: its PDF is about to be drawn; receivers return an `Attachment` to put into it, a list of them, or None.
attachments_wanted = Signal()
certificate_revoked = Signal()  # certificate: from now on its page says why it is not valid any more; on commit
certificate_replaced = Signal()  # certificate: the successor that was issued anew or renewed it; on commit
archive_asked = Signal()  # archive: it waits for its file to be made; on commit
