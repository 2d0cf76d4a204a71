"""What people write: Markdown in, safe HTML out.

CommonMark with tables, strikethrough and bare links; a line break stays one, as people expect on a phone. No raw HTML,
and an allow-list has the last word (https://html.spec.whatwg.org, elements of flowing text only).
"""

import html
import re
import unicodedata

import nh3
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from markdown_it import MarkdownIt

HEADINGS = {"h1": "h4", "h2": "h5", "h3": "h6", "h4": "h6", "h5": "h6", "h6": "h6"}
TAGS = {
    *("p", "br", "hr", "bdi", "em", "strong", "s", "code", "pre", "blockquote", "a", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", *HEADINGS.values()),
}
DIRECTED = ("p", "ul", "ol", "blockquote", "table", *HEADINGS.values())
LINK_REL = "nofollow noopener ugc"
# `@[Name](key)`: what a mention is stored as.
MENTION = re.compile(r"@\[([^\[\]\n]{1,200})\]\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)")
# What a moderator's black bar is stored as.
BAR = re.compile(r"█\[([^\[\]<>\n█]{1,80})\]█")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean_text(text):
    """`text` in composed characters (NFC), with plain line ends and no space around it.

    Raises `ValidationError` for what cannot be posted. At most `FORUMS_POST_LENGTH` characters.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise ValidationError(_("Write something first."), code="empty")
    if UNPRINTABLE.search(text):
        raise ValidationError(_("This text has characters that cannot be shown. Remove them and send again."))
    surplus = len(text) - settings.FORUMS_POST_LENGTH
    if surplus > 0:
        raise ValidationError(
            ngettext(
                "This is %(surplus)d character too long: a post has at most %(limit)d. Shorten it and send again.",
                "This is %(surplus)d characters too long: a post has at most %(limit)d. Shorten it and send again.",
                surplus,
            )
            % {"surplus": surplus, "limit": settings.FORUMS_POST_LENGTH},
            code="too_long",
        )
    return text


def render(text):
    """The HTML of a post. Each outer block finds its own direction: Arabic and Spanish may follow each other."""
    clean = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        tag_attribute_values={tag: {"dir": {"auto"}} for tag in DIRECTED} | {"bdi": {"class": {"mention"}}},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel=LINK_REL,
    )
    return BAR.sub(r'<span class="redacted">[\1]</span>', clean) if "█" in clean else clean


def figures(pictures):
    """The HTML of a post's `pictures`, below its words; each leads to itself, to be seen larger."""
    return format_html_join(
        "",
        '<figure class="post-picture"><a href="{0}"><img src="{0}" alt="{1}" width="{2}" height="{3}" loading="lazy">'
        "</a></figure>",
        ((picture.get_absolute_url(), picture.alt, picture.width, picture.height) for picture in pictures),
    )


def count_words(rendered):
    """How many words a reader sees in the HTML of a post; a link is one, punctuation is none."""
    return sum(any(c.isalnum() for c in word) for word in plain(rendered).split())


def plain(rendered):
    """The text of a post's HTML."""
    return html.unescape(nh3.clean(rendered, tags=set()))


def _prepare(state):
    """Headings sink below those of the page; outer blocks find their direction."""
    for token in state.tokens:
        token.tag = HEADINGS.get(token.tag, token.tag)
        if token.level == 0 and token.nesting == 1 and token.tag in DIRECTED:
            token.attrSet("dir", "auto")


def _mention(state, silent):
    """`@[Name](key)` is the name, which keeps its own direction; the key is for us."""
    found = MENTION.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("mention", "bdi", 0).content = found[1]
    state.pos = found.end()
    return True


def _make_markdown():
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True})
    markdown.enable(["table", "strikethrough", "linkify"]).disable(["image", "html_block", "html_inline"])
    # "salud.Me llamo" is two sentences, not a site in Montenegro: only what begins like an address is one.
    markdown.linkify.set({"fuzzy_link": False})
    markdown.core.ruler.push("prepare", _prepare)
    markdown.inline.ruler.before("link", "mention", _mention)
    markdown.renderer.rules["mention"] = lambda tokens, place, _options, _env: (
        f'<bdi class="mention">@{html.escape(tokens[place].content)}</bdi>'
    )
    return markdown


_markdown = _make_markdown()
