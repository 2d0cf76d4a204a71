import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from modules.syllabus.markdown import rich
from pages.blocks import SMALL_FEATURES, TEXT_FEATURES


@pytest.fixture
def mistakes():
    return []


@pytest.fixture
def refuse(mistakes):
    return lambda line, reason: mistakes.append((line, reason))


def test_markdown_becomes_what_the_editor_writes(refuse, mistakes):
    text = "## Título\n\nUna **idea** y *otra*:\nver <https://iom.int>.\n\n- a\n- b\n  1. c\n\n> cita\n"

    html = rich(text, 1, TEXT_FEATURES, refuse)

    assert mistakes == []
    assert html == (
        "<h2>Título</h2>"
        '<p>Una <b>idea</b> y <i>otra</i>: ver <a href="https://iom.int">https://iom.int</a>.</p>'
        "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul><blockquote>cita</blockquote>"
    )


def test_loose_lists_and_long_quotations_keep_their_paragraphs_as_breaks(refuse):
    html = rich("- a\n\n  b\n- c\n\n> d\n>\n> e\n", 1, TEXT_FEATURES, refuse)

    assert html == "<ul><li>a<br/>b</li><li>c</li></ul><blockquote>d<br/>e</blockquote>"


def test_wagtails_editor_opens_it_and_loses_nothing(refuse):
    converter = ContentstateConverter(features=TEXT_FEATURES)
    html = rich("## A\n\nB **c**\n\n- d\n\n  e\n\n> f\n>\n> g\n\n[h](https://x.org)", 1, TEXT_FEATURES, refuse)

    back = converter.to_database_format(converter.from_database_format(html))

    assert all(part in back for part in ("A</h2>", "<b>c</b>", "d<br/>e</li>", "f<br/>g</blockquote>", "https://x.org"))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a\n\n<b>x</b>", 9, "HTML is not read"),
        ("a\n\n<div>\nx\n</div>", 9, "HTML is not read"),
        ("a\nb <i>c</i>", 8, "HTML is not read"),
        ("# Uno", 7, "headings start at ##: the title is the page's only first-level heading"),
        ("#### Cuatro", 7, "headings end at ###"),
        ("a `b`", 7, "code between backticks is not offered"),
        ("```\na\n```", 7, "code is not offered"),
        ("a\n\n    b", 9, "text indented by four spaces would be code, which is not offered"),
        ("a\n\n---\n", 9, "a line across is not offered"),
        ("|a|\n|-|\n|b|", 7, "a table stands in `::: table Caption`"),
        ("a ![b](c.svg)", 7, "a picture stands in a paragraph of its own, where pictures may stand"),
        ("[a](b.pdf)", 7, "a link leads to https://…, mailto:…, tel:… or /…, not to 'b.pdf'"),
        ("- a\n\n  > b", 9, "a quotation stands by itself, not inside a list or another quotation"),
        ("> - a", 7, "a quotation holds paragraphs only"),
    ],
)
def test_what_is_not_offered_is_refused_with_its_line(text, line, reason, refuse, mistakes):
    rich(text, 7, TEXT_FEATURES, refuse)

    assert (line, reason) in mistakes


def test_what_the_place_does_not_offer_is_refused(refuse, mistakes):
    rich("## a\n\n> b", 1, SMALL_FEATURES, refuse)

    assert mistakes == [(1, "a heading cannot stand here"), (3, "a quotation cannot stand here")]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "[a](javascript:alert(1))", '<a href="/" onclick="x">a</a>', "<svg onload=x>"]
)
def test_nothing_that_runs_comes_through(text, refuse):
    html = rich(text, 1, TEXT_FEATURES, refuse)

    assert "<script" not in html
    assert "onclick" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html
