"""What discussions announce; sent on commit."""

from django.dispatch import Signal

post_written = Signal()  # post: a new one, the opening of a thread or an answer in it
person_sanctioned = Signal()  # sanction: a new one, on somebody in a course
post_moderated = Signal()  # event: what moderation did with a post, for its author to know
people_mentioned = Signal()  # post, users: whom its author named with an @, and who may read it
post_marked = Signal()  # post, mark: somebody else has "accepted", "endorsed" or "thanked" what its author wrote
announcement_published = Signal()  # announcement: a new one in a course
