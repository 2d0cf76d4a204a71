"""What each `:::` block of a body makes of its part: the value that the block of `pages.blocks` stores."""

import re
from urllib.parse import unquote

from modules.syllabus import markdown
from modules.syllabus.markdown import groups_of, line_of, plain, render, render_line
from pages.blocks import CONTENT_BLOCKS

BLOCKS = dict(CONTENT_BLOCKS)
PIPE = re.compile(r"(?<!\\)\|")
TERM_END = re.compile(r"\s*[:：]\s*")
ALT = re.compile(r"\s*alt:\s*(.*?)\s*", re.DOTALL)


def callout(stream, part):
    features = BLOCKS["callout"].child_blocks["text"].features
    text = markdown.rich(part.text, part.line, features, stream.refuse)
    return {"kind": part.name, "title": part.argument, "text": text}


def checklist(stream, part):
    features = BLOCKS["checklist"].child_blocks["points"].child_block.features
    points = [render_line(inline, features, stream.refuse) for inline in list_items(stream, part)]
    return {"title": part.argument, "points": stream.items(points)}


def figure(stream, part):
    """The file and the caption stand behind the name; `alt:` opens the part, the long description is the rest."""
    name, _space, caption = part.argument.partition(" ")
    first, _gap, rest = part.text.lstrip("\n").partition("\n\n")
    found = ALT.fullmatch(first)
    if not found or not found[1]:
        stream.refuse(part.line, "`::: figure file.svg Caption` begins with `alt:` and what the picture shows")
    features = BLOCKS["figure"].child_blocks["description"].features
    begins = part.line + part.text.count("\n") - rest.count("\n")
    return {
        "image": stream.piece("picture", unquote(name), part.opened_on),
        "alt": " ".join(found[1].split()) if found else "",
        "decorative": False,
        "caption": caption.strip(),
        "description": markdown.rich(rest, begins, features, stream.refuse),
    }


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
    "checklist": ("checklist", checklist),
    "figure": ("figure", figure),
    "terms": ("terms", terms),
    "accordion": ("accordion", accordion),
    "table": ("table", table),
    "downloads": ("downloads", downloads),
    "audio": ("recording", recording),
    "video": ("recording", recording),
    "sources": ("sources", sources),
}
