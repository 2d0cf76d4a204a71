"""Discussions, their threads and posts, what each reader has read, and how discussions are kept safe."""

from forums.models.discussions import TITLE_LENGTH, Discussion, Post, PostQuerySet, ReadMark, Thread, ThreadQuerySet
from forums.models.moderation import WORDS_LENGTH, LogIsClosed, ModerationEvent, Report
from forums.models.sanctions import REASON_LENGTH, Sanction

__all__ = [
    "REASON_LENGTH",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Discussion",
    "LogIsClosed",
    "ModerationEvent",
    "Post",
    "PostQuerySet",
    "ReadMark",
    "Report",
    "Sanction",
    "Thread",
    "ThreadQuerySet",
]
