"""What discussions announce; sent on commit."""

from django.dispatch import Signal

post_written = Signal()  # post: a new one, the opening of a thread or an answer in it
people_mentioned = Signal()  # post, users: whom its author named with an @, and who may read it
announcement_published = Signal()  # announcement: a new one in a course
