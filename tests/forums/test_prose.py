"""Markdown in, safe HTML out."""

import time

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from forums.prose import TAGS, clean_text, count_words, render

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "![x](https://example.org/pixel.png)",
    "<svg/onload=alert(1)>",
    "[x](//evil.example)",
    "<div style='position:fixed' class='alert' id='main'>x</div>",
    "<form action=https://evil.example><input name=password>",
    "[x]: javascript:alert(1)\n\n[x]",
    "```<script>\nalert(1)\n```",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_render_attack_leaves_only_allowed_markup(attack):
    for tag in BeautifulSoup(render(attack), "html.parser").find_all(True):
        assert tag.name in TAGS
        assert set(tag.attrs) <= {"href", "rel", "dir", "start"}
        assert tag.get("href", "https:").startswith(("https:", "http:", "mailto:"))


def test_render_formatting_is_kept():
    html = render("**bold** *soft* ~~gone~~\n\n- one\n- two\n\n> said\n\n`code`")
    for tag in ("<strong>bold</strong>", "<em>soft</em>", "<s>gone</s>", "<li>one</li>", "<blockquote", "<code>"):
        assert tag in html


def test_render_table_is_kept():
    assert "<td>2</td>" in render("| a | b |\n|---|---|\n| 1 | 2 |")


def test_render_link_is_not_followed():
    html = render("See https://www.paho.org/es and [WHO](https://who.int).")
    assert html.count('rel="nofollow noopener ugc"') == 2
    assert 'href="https://who.int"' in html


def test_render_missing_space_is_no_link():
    assert "<a" not in render("Buena salud.Me llamo Ana")


def test_render_heading_sinks_below_those_of_the_page():
    assert render("# Big\n\n### Small").replace(' dir="auto"', "") == "<h4>Big</h4>\n<h6>Small</h6>\n"


def test_render_line_break_stays():
    assert "<br>" in render("one\ntwo")


def test_render_outer_blocks_find_their_direction():
    html = render("مرحبا\n\nHola\n\n- uno")
    assert html.count('<p dir="auto">') == 2
    assert '<ul dir="auto">' in html


@pytest.mark.parametrize("text", ["[" * 9_999, "> " * 4_999, "*a_ " * 2_400, "`" * 9_999, "- " * 4_999, "[a](" * 2_499])
def test_render_hostile_nesting_is_quick(text):
    start = time.perf_counter()
    render(text)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One, two - three!", 3),
        ("**bold**ness and\n\nmore", 3),
        ("https://www.paho.org/es/temas/migracion", 1),
        ("كيف حالك اليوم", 3),
        ("Don't & won't", 2),
        ("- a\n- b", 2),
        ("<b>raw</b>", 1),
    ],
)
def test_count_words_counts_what_is_read(text, words):
    assert count_words(render(text)) == words


@pytest.mark.parametrize("text", ["", "   \n\t ", "\u200b\u200e", "a\x00b", "\x07bell", "x" * 10_001])
def test_clean_text_refuses_what_cannot_be_posted(text):
    with pytest.raises(ValidationError):
        clean_text(text)


def test_clean_text_at_the_limit_is_taken_with_plain_line_ends():
    assert clean_text("a\r\n" * 5_000) == ("a\n" * 5_000).strip()


def test_clean_text_too_long_says_by_how_much():
    with pytest.raises(ValidationError, match="23 characters too long"):
        clean_text("x" * 10_023)
