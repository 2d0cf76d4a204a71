"""Discussions, what readers leave there and follow, how discussions are kept safe, and announcements."""

from forums.models.announcements import Announcement, AnnouncementText, text_among
from forums.models.discussions import TITLE_LENGTH, Thread, ThreadQuerySet, is_unread_by, is_wanted_by
from forums.models.following import Follow
from forums.models.groups import EVERYBODY, Group, Split, groups_in, is_member_for, own_group
from forums.models.marks import LanguageChoice, ReadMark, Thanks, Translation, language_set
from forums.models.moderation import WORDS_LENGTH, LogIsClosed, ModerationEvent, Report
from forums.models.places import Discussion, place_of_activity
from forums.models.posts import REASON_LENGTH, Post, PostQuerySet, counts_in, evidence_among
from forums.models.sanctions import Sanction
from forums.models.writing import ALT_LENGTH, DRAFT_LENGTH, Draft, PostPicture, PostRevision

__all__ = [
    "ALT_LENGTH",
    "DRAFT_LENGTH",
    "EVERYBODY",
    "REASON_LENGTH",
    "TITLE_LENGTH",
    "WORDS_LENGTH",
    "Announcement",
    "AnnouncementText",
    "Discussion",
    "Draft",
    "Follow",
    "Group",
    "LanguageChoice",
    "LogIsClosed",
    "ModerationEvent",
    "Post",
    "PostPicture",
    "PostQuerySet",
    "PostRevision",
    "ReadMark",
    "Report",
    "Sanction",
    "Split",
    "Thanks",
    "Thread",
    "ThreadQuerySet",
    "Translation",
    "counts_in",
    "evidence_among",
    "groups_in",
    "is_member_for",
    "is_unread_by",
    "is_wanted_by",
    "language_set",
    "own_group",
    "place_of_activity",
    "text_among",
]
