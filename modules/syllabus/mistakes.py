from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong, and where: a file as people call it, a line from 1, and the reason."""

    file: str
    line: int
    reason: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.reason}"


class Refused(Exception):
    """Files with mistakes. Nothing was loaded; `mistakes` has all of them, by file and line."""

    def __init__(self, mistakes):
        self.mistakes = sorted(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))
