"""What is on offer: the rows that records hang on, and how they are called in each language."""

import uuid

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from pages.folding import WORD, fold_word
from pages.sites import address


class Topic(ClusterableModel):
    """What a course is about, for filtering the catalogue. Its names stand in `TopicName`."""

    key = models.SlugField(_("key"), max_length=50, unique=True)

    panels = [FieldPanel("key"), InlinePanel("names", label=_("Names"), min_num=1)]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["key"]

    def __str__(self):
        return self.key


class TopicName(models.Model):
    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name"), max_length=100)

    panels = [FieldRowPanel([FieldPanel("language"), FieldPanel("name")])]

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["topic", "language"], name="topic_name_unique")]

    def __str__(self):
        return self.name


class Programme(models.Model):
    """A set of courses that belong together. A row without a language; written by publishing `ProgrammePage`.

    `diploma` is what each of `diploma_courses` courses (None: all of them) must have earned for it; "" for no diploma.
    """

    class Diploma(models.TextChoices):
        PARTICIPATION = "participation", _("For courses with participation")
        ACHIEVEMENT = "achievement", _("For courses with achievement")

    key = models.UUIDField(unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    source_language = models.CharField(max_length=10)
    position = models.PositiveIntegerField(default=0)
    diploma = models.CharField(max_length=20, choices=Diploma, blank=True)
    diploma_courses = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.slug

    def listing_in(self, language):
        """The listing in `language`, else in the source language, else any; None for a programme without one."""
        return chosen_listing(self, language)


def chosen_listing(offer, language, listings=None):
    """Of the listings of a course or programme the one in `language`, else in its own language, else any, or None.

    They are asked for where they are not given.
    """
    known = {listing.language: listing for listing in (offer.listings.all() if listings is None else listings)}
    return known.get(language) or known.get(offer.source_language) or next(iter(known.values()), None)


class CourseQuerySet(models.QuerySet):
    def listed(self):
        """Courses in the catalogue."""
        return self.filter(withdrawn_at=None, listings__isnull=False).distinct()

    def open_for_enrolment(self, *, at):
        opened = Q(enrolment_opens_at=None) | Q(enrolment_opens_at__lte=at)
        not_closed = Q(enrolment_closes_at=None) | Q(enrolment_closes_at__gt=at)
        return self.filter(opened, not_closed, withdrawn_at=None)

    def in_language(self, language):
        return self.filter(listings__language=language)

    def about(self, topic_key):
        return self.filter(topics__key=topic_key)

    def matching(self, words):
        """Courses of which some language's text has every one of `words` (or a word that begins with it)."""
        wanted = [fold_word(word) for word in WORD.findall(words)]
        listings = CourseListing.objects.all()
        for word in filter(None, wanted):
            listings = listings.filter(search_text__contains=f" {word}")
        return self.filter(pk__in=listings.values("course"))

    def with_titles(self):
        """With the listings in all languages, as far as titles and addresses need them. One more query."""
        listings = CourseListing.objects.defer("search_text", "outcomes", "team")
        return self.prefetch_related(Prefetch("listings", listings))

    def with_listings(self):
        """With what a card shows: listings in all languages. One more query."""
        return self.prefetch_related(Prefetch("listings", CourseListing.objects.defer("search_text")))


class Course(models.Model):
    """What one enrols in. A row without a language; written by publishing its page in the source language.

    `version` is another one whenever anything that learners read in the course is published or taken back: never the
    same twice, so that what a process holds under it is right also after a transaction was rolled back.
    Shares are in per cent; `hours` are hours of study. Its certificates are valid for `valid_months` (None: for ever)
    and are worth `credit_points`, which `credit_body` recognises. `alignments` say what of other people's frameworks
    it teaches: each a dict of name, url, framework, code and target, where only the first two are never empty.
    """

    class Level(models.TextChoices):
        INTRODUCTORY = "introductory", _("Introductory")
        INTERMEDIATE = "intermediate", _("Intermediate")
        ADVANCED = "advanced", _("Advanced")

    key = models.UUIDField(unique=True, editable=False)
    slug = models.SlugField(max_length=100, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="courses")
    source_language = models.CharField(max_length=10)
    position = models.PositiveIntegerField(default=0)
    hours = models.PositiveSmallIntegerField(default=1)
    level = models.CharField(max_length=20, choices=Level, default=Level.INTRODUCTORY)
    topics = models.ManyToManyField(Topic, blank=True, related_name="courses")
    participation_share = models.PositiveSmallIntegerField(default=80)
    achievement_share = models.PositiveSmallIntegerField(default=70)
    valid_months = models.PositiveSmallIntegerField(null=True, blank=True)
    credit_points = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    credit_body = models.CharField(max_length=200, blank=True)
    alignments = models.JSONField(default=list, blank=True)
    enrolment_opens_at = models.DateTimeField(null=True, blank=True)
    enrolment_closes_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["programme__position", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(participation_share__range=(0, 100), achievement_share__range=(0, 100)),
                name="course_shares_are_per_cent",
            )
        ]

    def __str__(self):
        return self.slug

    def listing_in(self, language):
        """The listing in `language`, else in the source language, else any; None for a course without one."""
        return chosen_listing(self, language)

    def title_in(self, language):
        listing = self.listing_in(language)
        return listing.title if listing else self.slug

    def is_open(self, *, at):
        """May somebody enrol at that moment?"""
        if self.withdrawn_at or (self.enrolment_opens_at and at < self.enrolment_opens_at):
            return False
        return not self.enrolment_closes_at or at < self.enrolment_closes_at


class Listing(models.Model):
    """How something on offer is called in one language: written by publishing, so that lists read no pages."""

    language = models.CharField(max_length=10)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    url_path = models.TextField()

    class Meta:
        abstract = True

    def __str__(self):
        return self.title

    @property
    def url(self):
        return address(self.url_path)


class ProgrammeListing(Listing):
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="listings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "language"], name="programme_listing_unique")]


class CourseListing(Listing):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="listings")
    outcomes = models.JSONField(default=list)
    team = models.JSONField(default=list)
    search_text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "language"], name="course_listing_unique")]
