"""Why something cannot be written."""


class NotAllowed(Exception):
    """This person may not write here: they do not study the course (any more), or the post is not theirs to change."""


class ConductNotAccepted(Exception):
    """Nobody writes before they have accepted the rules of conduct."""


class TooLate(Exception):
    """The time for editing is over."""


class ThreadLocked(Exception):
    """A moderator has closed the conversation: nobody else answers in it."""


class ChangedMeanwhile(Exception):
    """The post says something else than what its editor has read; `post` is as it is now."""

    def __init__(self, post):
        super().__init__(post.key)
        self.post = post


class KeyUsed(Exception):
    """The key belongs to another post: of somebody else, in another place, or with other words."""
