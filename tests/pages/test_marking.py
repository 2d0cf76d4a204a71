import pytest

from pages.marking import MOST, Term, mark_terms

ASYLUM = Term("asylum", "asilo", "Protección.", ("asilos", "solicitante de asilo"))


def marked(html, *terms):
    return mark_terms(html, terms or [ASYLUM], "/es/p/glossary/")


def link(key, text):
    return f'<a class="term" href="/es/p/glossary/#{key}" data-term="{key}">{text}</a>'


def test_first_occurrence_alone_is_marked_in_the_words_of_the_text():
    html, terms = marked("<p>El Asilo, y otra vez el asilo.</p>")
    assert html == f"<p>El {link('asylum', 'Asilo')}, y otra vez el asilo.</p>"
    assert terms == [ASYLUM]


def test_other_forms_count_as_the_term():
    assert marked("<p>Los asilos y el asilo.</p>")[0] == f"<p>Los {link('asylum', 'asilos')} y el asilo.</p>"


def test_longest_form_is_marked_first():
    html, _terms = marked(
        "<p>protección internacional y protección</p>",
        Term("protection", "protección", ""),
        Term("international", "protección internacional", ""),
    )
    assert html == (f"<p>{link('international', 'protección internacional')} y {link('protection', 'protección')}</p>")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("asilo", "asilos"),
        ("asilo", "el no-asilo"),
        ("migración", "inmigración"),
        ("migra", "migración"),
        ("hijo", "hijó"),
        ("هجرة", "الهجرة"),
        ("حق", "حقوق"),
        ("WHO", "those who came"),
    ],
)
def test_parts_of_words_are_not_marked(term, text):
    assert marked(f"<p>{text}</p>", Term("key", term, ""))[0] == f"<p>{text}</p>"


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("asile", "l’asile", "asile"),
        ("الهجرة", "هذه الهجرة، وغيرها", "الهجرة"),
        ("équité", "L'ÉQUITÉ compte", "ÉQUITÉ"),
        ("WHO", "the WHO says", "WHO"),
        ("salud mental", "la salud\n mental.", "salud\n mental"),
        ("R&D", "R&amp;D works", "R&amp;D"),
    ],
)
def test_whole_words_are_marked(term, text, found):
    assert marked(f"<p>{text}</p>", Term("key", term, ""))[0] == f"<p>{text.replace(found, link('key', found))}</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<h2>El asilo</h2>",
        '<p><a href="/x/">El <b>asilo</b></a></p>',
        '<figure class="figure"><img alt="asilo"><figcaption>El asilo</figcaption></figure>',
        '<section class="terms"><h2>x</h2><dl><div><dt>asilo</dt><dd>asilo</dd></div></dl></section>',
        '<section class="sources"><ol><li>asilo</li></ol></section>',
        '<details class="disclosure figure-told"><summary>x</summary><div>asilo</div></details>',
        "<details><summary>El asilo</summary></details>",
        '<aside><p class="callout-title">El asilo</p></aside>',
        "<table><caption>asilo</caption><tr><th>asilo</th></tr></table>",
        "<code>asilo</code>",
    ],
)
def test_names_links_and_captions_are_left_alone(html):
    after = "<p>Un asilo.</p>"
    assert marked(html + after)[0] == html + after.replace("asilo", link("asylum", "asilo"))


def test_at_most_twelve_terms_are_marked():
    terms = [Term(f"t{number}", f"palabra{number}", "") for number in range(MOST + 3)]
    html, found = marked(" ".join(term.term for term in terms), *terms)
    assert html.count("<a ") == len(found) == 12


def test_without_terms_nothing_changes():
    assert mark_terms("<p>El asilo</p>", [], "/x/") == ("<p>El asilo</p>", [])
