"""Markdown with `:::` blocks as what the blocks of `pages.blocks` store; media stand there as `media.Piece`."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from modules.syllabus import markdown
from modules.syllabus.directives import BLOCKS, DIRECTIVES
from modules.syllabus.markdown import groups_of, line_of, plain, render

FENCE = re.compile(r"\s*:::+\s*(?:([\w-]+)(?:\s+(.*?))?)?\s*$")


@dataclass(frozen=True)
class Part:
    """A stretch of a body: a `:::` block by its name, or without one plain Markdown; `text` begins on `line`."""

    name: str
    argument: str
    text: str
    line: int

    @property
    def opened_on(self):
        return self.line - 1


def parts_of(text, line, refuse):
    """The `Part`s of `text`, which begins on `line`; fences that do not fit are refused."""
    parts, rows, opened, begins = [], [], None, line
    for number, row in enumerate(text.split("\n"), line):
        fence = FENCE.match(row)
        if not fence:
            rows.append(row)
            if row.lstrip().startswith(":::"):
                refuse(number, "a block opens with `::: name` and perhaps a title, and closes with `:::`")
        elif fence[1] and opened:
            refuse(number, f"`::: {fence[1]}` begins before `::: {opened[1]}` of line {begins - 1} is closed")
        elif not fence[1] and not opened:
            refuse(number, "`:::` closes a block that is not open")
        else:
            parts.append(_part(opened, rows, begins))
            opened, rows, begins = (fence if fence[1] else None), [], number + 1
    if opened:
        refuse(begins - 1, f"`::: {opened[1]}` is not closed by a line of `:::`")
    parts.append(_part(opened, rows, begins))
    return [part for part in parts if part.name or part.text.strip()]


def _part(fence, rows, line):
    name, argument = (fence[1], fence[2] or "") if fence else ("", "")
    return Part(name, argument, "\n".join(rows), line)


class Stream:
    """The blocks of one body. `key(*names)` makes ids that are the same at every load; `media` is a `MediaFolder`."""

    def __init__(self, *, allowed, key, media, refuse):
        self.allowed, self.key, self.media, self.refuse = dict(allowed), key, media, refuse
        self.raw = []

    def read(self, text, line):
        """The raw data of `text`, which begins on `line`."""
        for part in parts_of(text, line, self.refuse):
            if part.name:
                self._directive(part)
            else:
                self._prose(part)
        return self.raw

    def add(self, block, value, line):
        """One more block, of the type named `block`."""
        if block not in self.allowed:
            names = [name for name, made in DIRECTIVES.items() if made[0] == block]
            self.refuse(line, f"`{names[0] if names else block}` cannot stand here")
        check_values(BLOCKS[block], value, line, self.refuse)
        self.raw.append({"type": block, "value": value, "id": self.key("body", str(len(self.raw)))})

    def items(self, values):
        """The values of a list block, each with its id."""
        place = str(len(self.raw))
        return [
            {"type": "item", "value": value, "id": self.key("body", place, str(number))}
            for number, value in enumerate(values)
        ]

    def piece(self, sort, name, line):
        """The `Piece` that a text names; None, and a mistake, when there is none."""
        try:
            return getattr(self.media, sort)(name)
        except ValueError as error:
            self.refuse(line, str(error))
            return None

    def _directive(self, part):
        if part.name not in DIRECTIVES:
            known = ", ".join(DIRECTIVES)
            self.refuse(part.opened_on, f"there is no block `::: {part.name}`; there are: {known}")
            return
        block, make = DIRECTIVES[part.name]
        self.add(block, make(self, part), part.opened_on)

    def _prose(self, part):
        """Text, and the figures among it, each a block of its own."""
        waiting = []
        for group in groups_of(markdown.parse(part.text, part.line)):
            image = _only_image(group)
            if image:
                self._text(waiting)
                self.add("figure", self._figure(image, line_of(group[0])), line_of(group[0]))
                waiting = []
            else:
                waiting.extend(group)
        self._text(waiting)

    def _text(self, tokens):
        if tokens:
            line = line_of(tokens[0])
            self.add("text", render(tokens, BLOCKS["text"].features, self.refuse), line)

    def _figure(self, image, line):
        alt = plain(image)
        if not alt.strip():
            self.refuse(line, "say between the brackets what the picture shows")
        piece = self.piece("picture", unquote(image.attrs["src"]), line)
        caption = image.attrs.get("title", "")
        return {"image": piece, "alt": alt, "decorative": False, "caption": caption, "description": ""}


def _only_image(group):
    children = group[1].children if len(group) == 3 and group[0].type == "paragraph_open" else []
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def check_values(block, value, line, refuse):
    """Refuse texts that are missing, or longer than their block allows."""
    if isinstance(block, (CharBlock, RichTextBlock)):
        most = getattr(block.field, "max_length", None)
        if block.required and not value:
            refuse(line, f"`{block.name}` is empty")
        if most and len(value) > most:
            refuse(line, f"`{block.name}` has {len(value)} characters, and may have {most}")
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            check_values(child, value[name], line, refuse)
    elif isinstance(block, ListBlock):
        for item in value:
            check_values(block.child_block, item["value"], line, refuse)
