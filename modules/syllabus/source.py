"""What the files say of one thing in one language: what levels and kinds make the fields of a page of."""

import uuid
from dataclasses import dataclass

from modules.syllabus import markdown
from modules.syllabus.blocks import Stream
from modules.syllabus.desk import TextFile
from modules.syllabus.media import MediaFolder
from modules.syllabus.shapes import Entry

# All keys follow from this and the path of keys, so that every database that loads a programme has the same.
NAMESPACE = uuid.UUID("6f0d2c1e-7a39-5d0b-9a43-51d7c2f0a8e4")


def key_of(*path):
    """The key of a page, question or option by the path of its keys; a version 5 UUID."""
    return uuid.uuid5(NAMESPACE, "/".join(path))


@dataclass(frozen=True)
class Source:
    """`facts` are the same in every language, `sheet` too (a quiz's own file); `words` and `body` are this language's.

    `path` is the path of keys. Mistakes are told to `words_file` or `facts_file`. `aims` is the number of objectives
    (in the final quiz of outcomes) that questions can test.
    """

    path: tuple
    facts: Entry
    facts_file: TextFile
    words: Entry
    words_file: TextFile
    media: MediaFolder
    sheet: Entry = None
    sheet_file: TextFile = None
    body: str = ""
    body_line: int = 1
    aims: int = 0

    def key(self, *names):
        """The key of a part of the page, as text."""
        return str(key_of(*self.path, *names))

    def stream(self, allowed):
        """The body as raw data of a StreamField with the blocks `allowed`."""
        return self._stream(allowed).read(self.body, self.body_line)

    def stream_with_sources(self, allowed, sources):
        """The same, with one more block of `sources`: lines of Markdown in the front matter."""
        stream = self._stream(allowed)
        stream.read(self.body, self.body_line)
        line = self.words.lines.get(sources, self.words.line)
        if self.words.get(sources):
            lines = [self.line_of_text(text, line, ["bold", "italic", "link"]) for text in self.words[sources]]
            stream.add("sources", stream.items(lines), line)
        return stream.raw

    def _stream(self, allowed):
        return Stream(allowed=allowed, key=self.key, media=self.media, refuse=self.words_file.refuse)

    def line_of_text(self, text, line, features):
        return markdown.rich(text, line, features, self.words_file.refuse)

    def rich(self, features):
        """The body as rich text with those features."""
        return markdown.rich(self.body, self.body_line, features, self.words_file.refuse)

    def rich_words(self, entry, name, features):
        """A text of an entry of the words as rich text; "" when it is not there."""
        return self.line_of_text(entry.get(name, ""), entry.lines.get(name, entry.line), features)

    def rows(self, name, block):
        """A list of the words as raw data of a StreamField whose blocks are all of the type `block`."""
        return self._as_rows(self.words[name], name, block)

    def facts_as_rows(self, name, block):
        """The same of a list of the facts, which may be left out."""
        return self._as_rows(self.facts.get(name, ()), name, block)

    def _as_rows(self, values, name, block):
        return [
            {"type": block, "value": value, "id": self.key(name, str(number))} for number, value in enumerate(values)
        ]

    def recording(self, name):
        """The `Piece` of the recording that the fact `name` names; None, and a mistake, when there is none."""
        try:
            return self.media.recording(self.facts[name])
        except ValueError as error:
            self.facts_file.refuse(self.facts.lines.get(name, self.facts.line), str(error))
            return None
