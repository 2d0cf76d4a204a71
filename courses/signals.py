"""What courses announce."""

from django.dispatch import Signal

course_recorded = Signal()  # course: its facts may have changed; sent on commit
