"""Discussions, their threads and posts, what each reader has read, and how discussions are kept safe."""

from forums.models.discussions import TITLE_LENGTH, Discussion, Post, PostQuerySet, ReadMark, Thread, ThreadQuerySet
from forums.models.moderation import WORDS_LENGTH, LogIsClosed, ModerationEvent, Report
from forums.models.writing import ALT_LENGTH, DRAFT_LENGTH, Draft, PostPicture, PostRevision

__all__ = [
    "ALT_LENGTH",
    "DRAFT_LENGTH",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Discussion",
    "Draft",
    "LogIsClosed",
    "ModerationEvent",
    "Post",
    "PostPicture",
    "PostQuerySet",
    "PostRevision",
    "ReadMark",
    "Report",
    "Thread",
    "ThreadQuerySet",
]
