"""What discussions announce; sent on commit."""

from django.dispatch import Signal

post_written = Signal()  # post: a new one, the opening of a thread or an answer in it
announcement_published = Signal()  # announcement: a new one in a course
