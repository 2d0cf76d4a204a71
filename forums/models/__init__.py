"""Discussions, their threads and posts, who follows what, how discussions are kept safe, and announcements."""

from forums.models.announcements import Announcement, AnnouncementText
from forums.models.discussions import TITLE_LENGTH, Discussion, Post, PostQuerySet, ReadMark, Thread, ThreadQuerySet
from forums.models.following import Follow
from forums.models.moderation import WORDS_LENGTH, LogIsClosed, ModerationEvent, Report

__all__ = [
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Announcement",
    "AnnouncementText",
    "Discussion",
    "Follow",
    "LogIsClosed",
    "ModerationEvent",
    "Post",
    "PostQuerySet",
    "ReadMark",
    "Report",
    "Thread",
    "ThreadQuerySet",
]
