"""Where people talk: the discussions of activities and of courses, and who reaches them."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from courses.models import Course
from enrolments.models import Enrolment
from forums.rules import edited_pages
from modules.models import Activity


class DiscussionQuerySet(models.QuerySet):
    def looked_after_by(self, user):
        """Those that `user` may moderate, as the rule says of each."""
        if user.has_perm("forums.moderate_post"):
            return self.all()
        edited = edited_pages(user).order_by().values("translation_key")
        return self.filter(Q(activity__key__in=edited) | Q(activity=None, course__key__in=edited))

    def at(self, place):
        """The one of `place`, a `Discussion` that need not be saved itself."""
        if place.activity_id:
            return self.filter(activity=place.activity_id)
        if place.cohort_id:
            return self.filter(cohort=place.cohort_id)
        return self.filter(activity=None, course=place.course_id, subject=place.subject)

    def unwritten_by(self, user):
        """Post-first ones in which no post of `user` stands."""
        posts = apps.get_model("forums", "Post").objects.standing()
        written = posts.filter(thread__discussion=OuterRef("pk"), author=user)
        # Not joined to activities: SQLite would look for posts in every discussion before it reads the terms.
        post_first = Activity.objects.filter(terms__post_first=True).order_by().values("pk")
        return self.filter(~Exists(written), activity__in=post_first)

    def closed_to(self, user):
        """Those in which `user` writes first: nothing of others is shown, counted, found or mailed before."""
        looked_after = Discussion.objects.looked_after_by(user).order_by().values("pk")
        return self.unwritten_by(user).exclude(pk__in=looked_after)


class Discussion(models.Model):
    """The threads of one activity, those on one `subject` in a course, or those of a cohort.

    Made when somebody first writes there.

    One that is not saved stands for the place before that: rules take it, too.
    """

    class Subject(models.TextChoices):
        QUESTIONS = "questions", _("Questions")
        INTRODUCTIONS = "introductions", _("Introduce yourself")

    activity = models.OneToOneField(
        Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="discussion"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="discussions")
    subject = models.CharField(_("subject"), max_length=20, choices=Subject, blank=True)
    cohort = models.OneToOneField(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="discussion")

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False, subject="", cohort=None)
                | Q(activity=None, subject__in=["questions", "introductions"], cohort=None)
                | Q(activity=None, subject="", cohort__isnull=False),
                name="discussion_has_one_place",
            ),
            models.UniqueConstraint(
                fields=["course", "subject"],
                condition=Q(activity=None, cohort=None),
                name="discussion_once_per_subject",
            ),
        ]

    def __str__(self):
        return str(self.get_subject_display() if self.subject else self.cohort or self.activity)

    def get_absolute_url(self):
        """Of a subject's or cohort's list of threads; what belongs to an activity stands on the activity's page."""
        return self._address("subject", "cohort")

    @property
    def title(self):
        """Of a subject, or of a cohort's own discussion; an activity has its page's."""
        if self.cohort_id:
            return _("Cohort: %(name)s") % {"name": self.cohort.name}
        return self.get_subject_display()

    def get_writing_url(self):
        """Where a thread is opened in it."""
        return self._address("new_in_subject", "new_in_cohort", "new_thread")

    def get_people_url(self):
        """Where people in it are suggested."""
        return self._address("people_in_subject", "people_in_cohort", "people")

    def get_following_url(self):
        return self._address("follow_subject", "follow_cohort", "follow_discussion")

    def _address(self, of_subject, of_cohort, of_activity=""):
        if self.activity_id:
            return reverse(f"forums:{of_activity}", args=[self.activity.key])
        if self.cohort_id:
            return reverse(f"forums:{of_cohort}", args=[self.cohort.key])
        return reverse(f"forums:{of_subject}", args=[self.course.key, self.subject])

    def is_closed_to(self, user):
        """Has `user` to write first? One query where the discussion is post-first, else none."""
        is_post_first = self.activity_id is not None and self.activity.terms.get("post_first")
        return bool(is_post_first) and Discussion.objects.closed_to(user).at(self).exists()

    def is_studied_by(self, user):
        """Is `user` one of those who talk here, as a learner? One query."""
        return self._enrolments(user).exists()

    def enrolment_of(self, user):
        """That by which `user` talks here as a learner, with their seat; or None. One query."""
        return self._enrolments(user).select_related("seat__cohort").first()

    def _enrolments(self, user):
        return self.among(Enrolment.objects.active().of(user).in_course(self.course_id))

    def among(self, enrolments):
        """Those of `enrolments` in the course by which somebody talks here."""
        return enrolments.filter(seat__cohort=self.cohort_id) if self.cohort_id else enrolments

    @property
    def split(self):
        """Into which groups threads are put when they are opened; empty for none."""
        if self.cohort_id:
            return "cohort"
        return self.activity.terms.get("split", "") if self.activity_id else ""

    @property
    def is_split(self):
        """Has who looks after it a choice of groups? The discussion of a cohort is for that one."""
        return bool(self.split) and self.cohort_id is None

    @property
    def page_key(self):
        """The key of the page whose editors look after the discussion."""
        return self.course.key if self.activity_id is None else self.activity.key

    @property
    def takes_posts(self):
        """Not once its activity has left the course."""
        return self.activity_id is None or self.activity.retired_at is None


def place_of_activity(activity):
    """The discussion of `activity`, which need not be saved yet."""
    return Discussion(activity=activity, course=activity.module.course)
