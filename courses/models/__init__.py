"""Programmes and courses: the rows that records hang on, and the pages by which they are read."""

from courses.models.glossary import Glossary, GlossaryPage, glossary_of
from courses.models.offers import (
    Course,
    CourseListing,
    CourseQuerySet,
    Listing,
    Programme,
    ProgrammeListing,
    Topic,
    TopicName,
)
from courses.models.pages import CoursePage, FactsPanel, ProgrammePage

__all__ = [
    "Course",
    "CourseListing",
    "CoursePage",
    "CourseQuerySet",
    "FactsPanel",
    "Glossary",
    "GlossaryPage",
    "Listing",
    "Programme",
    "ProgrammeListing",
    "ProgrammePage",
    "Topic",
    "TopicName",
    "glossary_of",
]
