"""What enrolments announce; each is sent on commit, and at least one receiver listens."""

from django.dispatch import Signal

course_completed = Signal()  # enrolment: the share of activities for participation is reached
course_achieved = Signal()  # enrolment: the share of points for achievement is reached
