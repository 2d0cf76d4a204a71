"""What modules announce."""

from django.dispatch import Signal

outline_recorded = Signal()  # course: which activities it has, or on what terms, may have changed; sent on commit
