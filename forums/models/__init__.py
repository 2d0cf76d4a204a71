"""Discussions, their threads and posts, what readers leave there, and how discussions are kept safe."""

from forums.models.discussions import TITLE_LENGTH, Thread, ThreadQuerySet
from forums.models.marks import LanguageChoice, ReadMark, Thanks, Translation
from forums.models.moderation import WORDS_LENGTH, LogIsClosed, ModerationEvent, Report
from forums.models.places import Discussion, place_of_activity
from forums.models.posts import Post, PostQuerySet
from forums.models.sanctions import REASON_LENGTH, Sanction

__all__ = [
    "REASON_LENGTH",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Discussion",
    "LanguageChoice",
    "LogIsClosed",
    "ModerationEvent",
    "Post",
    "PostQuerySet",
    "ReadMark",
    "Report",
    "Sanction",
    "Thanks",
    "Thread",
    "ThreadQuerySet",
    "Translation",
    "place_of_activity",
]
