"""Markdown as the rich text that Wagtail keeps: CommonMark, then an allow-list; what is not offered is refused."""

import nh3
from markdown_it import MarkdownIt

READER = MarkdownIt("commonmark", {"html": True}).enable("table").disable("lheading")
FEATURES = {
    "bold": ("strong",),
    "italic": ("em",),
    "ol": ("ordered_list", "list_item"),
    "ul": ("bullet_list", "list_item"),
    "link": ("link",),
    "blockquote": ("blockquote",),
    "h2": ("heading",),
    "h3": ("heading",),
}
ALWAYS = {"paragraph", "inline", "text", "softbreak", "hardbreak"}
NAMES = {
    "html_block": "HTML is not read",
    "html_inline": "HTML is not read",
    "fence": "code is not offered",
    "code_block": "text indented by four spaces would be code, which is not offered",
    "code_inline": "code between backticks is not offered",
    "hr": "a line across is not offered",
    "table": "a table stands in `::: table Caption`",
    "image": "a picture stands in a paragraph of its own, where pictures may stand",
    "heading": "a heading cannot stand here",
    "blockquote": "a quotation cannot stand here",
    "ordered_list": "a list cannot stand here",
    "bullet_list": "a list cannot stand here",
    "link": "a link cannot stand here",
    "strong": "bold text cannot stand here",
    "em": "italic text cannot stand here",
}
LINKS = ("https://", "http://", "mailto:", "tel:", "/")
HOLDERS = ("list_item_open", "blockquote_open")
NESTABLE = (*HOLDERS, "bullet_list_open", "ordered_list_open", "heading_open")
SCHEMES = {"https", "http", "mailto", "tel"}
TAGS = {"p", "b", "i", "ol", "ul", "li", "a", "blockquote", "h2", "h3", "br"}


def parse(text, line):
    """The tokens of `text`, which begins on that line of its file: `token.map` counts from the file's first line, 0."""
    tokens = READER.parse("\n" * (line - 1) + text)
    for token in tokens:
        if token.children:
            token.children = [child for child in token.children if child.content or child.type != "text"]
    return tokens


def line_of(token):
    return token.map[0] + 1 if token.map else 1


def groups_of(tokens):
    """The tokens, in one list for each block of the first level."""
    groups, depth = [], 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return groups


def rich(text, line, features, refuse):
    """`text` as rich text with those of Wagtail's features; `refuse(line, reason)` what they do not cover."""
    return render(parse(text, line), features, refuse)


def render(tokens, features, refuse):
    """The same for tokens that are parsed."""
    check(tokens, features, refuse)
    _settle(tokens, refuse)
    html = READER.renderer.render(tokens, READER.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
    # Wagtail's editor cannot open a page with a <br> that is not closed.
    return clean.replace("<br>", "<br/>").replace("\n", "")


def render_line(inline, features, refuse):
    """One line of text (an `inline` token) as a paragraph of rich text."""
    return render([*parse("x", 1)[:1], inline, *parse("x", 1)[2:]], features, refuse)


def plain(inline):
    """The text of an `inline` token without its marks."""
    children = inline.children or []
    return "".join(child.content if child.content else " " * child.type.endswith("break") for child in children)


def check(tokens, features, refuse):
    """Refuse every token that none of `features` offers."""
    allowed = ALWAYS | {name for feature in features for name in FEATURES.get(feature, ())}
    for token in tokens:
        if token.nesting < 0:
            continue
        name = token.type.removesuffix("_open")
        if name == "heading" and name in allowed:
            _check_heading(token, refuse)
        elif name not in allowed and name in NAMES:
            refuse(line_of(token), NAMES[name])
        if token.children:
            _check_line(token, allowed, refuse)


def _check_heading(token, refuse):
    if token.tag == "h1":
        refuse(line_of(token), "headings start at ##: the title is the page's only first-level heading")
    elif token.tag not in ("h2", "h3"):
        refuse(line_of(token), "headings end at ###")


def _check_line(token, allowed, refuse):
    line = line_of(token)
    for child in token.children:
        name = child.type.removesuffix("_open")
        if child.nesting >= 0 and name not in allowed and name in NAMES:
            refuse(line, NAMES[name])
        if name == "link" and name in allowed and not child.attrs["href"].startswith(LINKS):
            refuse(line, f"a link leads to https://…, mailto:…, tel:… or /…, not to {child.attrs['href']!r}")
        line += child.type in ("softbreak", "hardbreak")


def _settle(tokens, refuse):
    """As Wagtail's editor writes it: <b> and <i>; in list items and quotations text, with breaks for paragraphs."""
    holders = []  # those that are open, with the number of paragraphs in each
    for token in tokens:
        for child in token.children or ():
            _settle_mark(child)
        if token.type in NESTABLE:
            _refuse_nested(holders, token, refuse)
        if token.type in HOLDERS:
            holders.append([token.type, 0])
        elif token.type.removesuffix("_close") + "_open" in HOLDERS:
            holders.pop()
        elif holders and token.type in ("paragraph_open", "paragraph_close"):
            _settle_paragraph(holders[-1], token)


def _settle_mark(child):
    child.tag = {"strong": "b", "em": "i"}.get(child.tag, child.tag)
    if child.type == "softbreak":
        child.type, child.content = "text", " "


def _settle_paragraph(holder, token):
    token.hidden = True
    holder[1] += token.type == "paragraph_open"
    if token.type == "paragraph_open" and holder[1] > 1:
        token.type, token.hidden, token.nesting = "hardbreak", False, 0


def _refuse_nested(holders, token, refuse):
    inner = token.type.removesuffix("_open")
    outer = holders[-1][0] if holders else None
    if inner == "blockquote" and outer:
        refuse(line_of(token), "a quotation stands by itself, not inside a list or another quotation")
    elif inner != "list_item" and outer == "blockquote_open":
        refuse(line_of(token), "a quotation holds paragraphs only")
    elif inner == "heading" and outer:
        refuse(line_of(token), "a heading stands by itself, not inside a list")
