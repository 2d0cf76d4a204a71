"""How far somebody has come. Pure calculation over an outline and the keys of what is done."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """`done` of `total` activities that the course has today; `points` of `max_points` in graded quizzes."""

    done: int
    total: int
    points: int
    max_points: int
    participation_share: int
    achievement_share: int

    @property
    def percent(self):
        """Whole per cent of the activities, rounded down: 100 means all."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def points_percent(self):
        return self.points * 100 // self.max_points if self.max_points else 0

    @property
    def needed_for_participation(self):
        """How many more activities participation asks."""
        return max(0, ceil_share(self.total, self.participation_share) - self.done)

    @property
    def needed_for_achievement(self):
        """How many more points achievement asks."""
        return max(0, ceil_share(self.max_points, self.achievement_share) - self.points)

    @property
    def has_participated(self):
        return self.total > 0 and self.needed_for_participation == 0

    @property
    def has_achieved(self):
        return self.max_points > 0 and self.needed_for_achievement == 0


def ceil_share(total, percent):
    """The smallest whole number that is at least `percent` per cent of `total`."""
    return -(-total * percent // 100)


def progress_of(*, current, completed, points, max_points, participation_share, achievement_share):
    """The `Progress` of somebody who completed `completed` where the course has `current` (both sets of ids)."""
    return Progress(
        done=len(set(current) & set(completed)),
        total=len(set(current)),
        points=min(points, max_points),
        max_points=max_points,
        participation_share=participation_share,
        achievement_share=achievement_share,
    )
