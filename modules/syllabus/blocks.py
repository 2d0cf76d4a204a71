"""Markdown with `:::` blocks as what the blocks of `pages.blocks` store; media stand there as `media.Piece`."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from modules.syllabus import markdown
from modules.syllabus.markdown import line_of, plain, render, render_line
from pages.blocks import CONTENT_BLOCKS

FENCE = re.compile(r"\s*:::+\s*(?:([\w-]+)(?:\s+(.*?))?)?\s*$")
BLOCKS = dict(CONTENT_BLOCKS)
PIPE = re.compile(r"(?<!\\)\|")
TERM_END = re.compile(r"\s*[:：]\s*")


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
        return {"image": piece, "alt": alt, "decorative": False, "caption": image.attrs.get("title", "")}


def groups_of(tokens):
    """The tokens, in one list for each block of the first level."""
    groups, depth = [], 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return groups


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


# --- What each `:::` block makes of its part -----------------------------------------------------------------


def callout(stream, part):
    features = BLOCKS["callout"].child_blocks["text"].features
    text = markdown.rich(part.text, part.line, features, stream.refuse)
    return {"kind": part.name, "title": part.argument, "text": text}


def terms(stream, part):
    return stream.items([_term(stream, inline) for inline in list_items(stream, part)])


def _term(stream, inline):
    """**Term**: its meaning. The colon may stand inside the bold as well."""
    children = inline.children
    end = next((place for place, child in enumerate(children) if child.type == "strong_close"), None)
    rest = next((child for child in children[end + 1 :] if child.type == "text"), None) if end else None
    if not end or children[0].type != "strong_open" or not rest:
        stream.refuse(line_of(inline), "a term is written `- **Term**: its meaning.`")
        return {"term": "", "meaning": ""}
    term = "".join(child.content for child in children[:end]).strip()
    rest.content = TERM_END.sub("", rest.content, count=1).lstrip()
    inline.children = children[end + 1 :]
    features = BLOCKS["terms"].child_block.child_blocks["meaning"].features
    return {"term": TERM_END.sub("", term), "meaning": render_line(inline, features, stream.refuse)}


def accordion(stream, part):
    parts = []
    for group in groups_of(markdown.parse(part.text, part.line)):
        if group[0].type == "heading_open" and group[0].tag == "h3":
            parts.append((plain(group[1]), []))
        elif parts:
            parts[-1][1].extend(group)
        else:
            stream.refuse(line_of(group[0]), "a part of `::: accordion` begins with ### and its heading")
    if not parts:
        stream.refuse(part.opened_on, "`::: accordion` has no parts")
    features = BLOCKS["accordion"].child_block.child_blocks["text"].features
    return stream.items([{"heading": head, "text": render(rest, features, stream.refuse)} for head, rest in parts])


def table(stream, part):
    tokens = markdown.parse(part.text, part.line)
    if not part.argument:
        stream.refuse(part.opened_on, "a table needs a caption: `::: table Caption. Source: …`")
    if len(groups_of(tokens)) != 1 or tokens[0].type != "table_open":
        stream.refuse(part.opened_on, "`::: table` holds one table and nothing else")
        tokens = []
    heads, rows = table_cells(tokens)
    _refuse_ragged(part, len(heads), stream.refuse)
    features = BLOCKS["table"].child_blocks["table"].child_blocks["rich"].features
    cells = [[_cell(stream, inline, features) for inline in row] for row in rows]
    columns = [{"type": "rich", "heading": plain(head)} for head in heads]
    values = {"columns": columns, "rows": [{"values": row} for row in cells], "caption": ""}
    return {"caption": part.argument, "table": values}


def _refuse_ragged(part, columns, refuse):
    """Markdown drops cells beyond the head's without a word."""
    for number, row in enumerate(part.text.split("\n"), part.line):
        cells = len(PIPE.split(row.strip().strip("|")))
        if columns and row.strip() and cells != columns:
            refuse(number, f"has {cells} cells where the head has {columns}")


def table_cells(tokens):
    """(the inline tokens of the head, those of each row)"""
    rows = []
    for place, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append(tokens[place + 1])
    return (rows[0], rows[1:]) if rows else ([], [])


def _cell(stream, inline, features):
    return render_line(inline, features, stream.refuse) if inline.content else ""


def downloads(stream, part):
    return stream.items([_download(stream, inline) for inline in list_items(stream, part)])


def _download(stream, inline):
    children = inline.children
    if not children or children[0].type != "link_open" or children[-1].type != "link_close":
        stream.refuse(line_of(inline), "a download is written `- [What it is](file.pdf)`")
        return {"document": None, "title": ""}
    piece = stream.piece("download", unquote(children[0].attrs["href"]), line_of(inline))
    return {"document": piece, "title": plain(inline)}


def recording(stream, part):
    groups = groups_of(markdown.parse(part.text, part.line))
    if any(group[0].type != "paragraph_open" for group in groups):
        stream.refuse(part.line, f"`::: {part.name}` holds a caption and nothing else")
    caption = " ".join(plain(group[1]) for group in groups if group[0].type == "paragraph_open")
    return {"recording": stream.piece("recording", part.argument, part.opened_on), "caption": caption}


def sources(stream, part):
    features = BLOCKS["sources"].child_block.features
    return stream.items([render_line(inline, features, stream.refuse) for inline in list_items(stream, part)])


def list_items(stream, part):
    """The inline token of each item of the one list that `part` holds."""
    tokens = markdown.parse(part.text, part.line)
    groups = groups_of(tokens)
    if len(groups) != 1 or tokens[0].type != "bullet_list_open":
        stream.refuse(part.opened_on, f"`::: {part.name}` holds one list of lines with `- `, and nothing else")
        return []
    items = groups_of(tokens[1:-1])
    for item in items:
        if [token.type for token in item[1:-1]] != ["paragraph_open", "inline", "paragraph_close"]:
            stream.refuse(line_of(item[0]), f"each line of `::: {part.name}` holds one paragraph")
    return [item[2] for item in items if len(item) == 5]


DIRECTIVES = {name: ("callout", callout) for name in ("key", "case", "note", "warning", "practice")} | {
    "terms": ("terms", terms),
    "accordion": ("accordion", accordion),
    "table": ("table", table),
    "downloads": ("downloads", downloads),
    "audio": ("recording", recording),
    "video": ("recording", recording),
    "sources": ("sources", sources),
}
