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
        ("BMI < 18", "a BMI &lt; 18 is low", "BMI &lt; 18"),
        ("A>B", "from A&gt;B on", "A&gt;B"),
    ],
)
def test_whole_words_are_marked(term, text, found):
    assert marked(f"<p>{text}</p>", Term("key", term, ""))[0] == f"<p>{text.replace(found, link('key', found))}</p>"


@pytest.mark.parametrize("term", ["demandeur d'asile", "demandeur d’asile", "DROIT À L'ASILE", "DROIT À L’ASILE"])
@pytest.mark.parametrize("written", ["'", "’", "&#x27;", "&#39;"])
def test_apostrophes_are_the_same_however_they_are_written(term, written):
    text = term.replace("'", written).replace("’", written)
    assert marked(f"<p>Le {text}.</p>", Term("key", term, ""))[0] == f"<p>Le {link('key', text)}.</p>"


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
        "<h5>asilo</h5>",
        "<h6>asilo</h6>",
        "<label>asilo <input></label>",
        "<select><option>asilo</option></select>",
        "<datalist><option>asilo</option></datalist>",
        "<select><optgroup>asilo</optgroup></select>",
        "<textarea>asilo</textarea>",
        '<svg viewBox="0 0 1 1"><svg/><text>asilo</text></svg>',
        "<script>asilo(a<b)</script>",
        "<style>p > .asilo {}</style>",
        '<img alt="5 > asilo">',
        "<!-- <p> it's asilo -->",
    ],
)
def test_names_links_and_captions_are_left_alone(html):
    after = "<p>Un asilo.</p>"
    assert marked(html + after)[0] == html + after.replace("asilo", link("asylum", "asilo"))


@pytest.mark.parametrize(
    "html",
    [
        '<img class="player" alt="">',
        '<input class="sources">',
        '<p>x<br class="terms"/></p>',
        '<svg class="icon"/>',
        '<p class="terms-x">x',
        '<div class="x-player">x',
        '<div data-class="player">x',
    ],
)
def test_after_what_holds_no_names_terms_are_marked(html):
    assert marked(f"{html} <p>El asilo.</p>")[0] == f"{html} <p>El {link('asylum', 'asilo')}.</p>"


@pytest.mark.parametrize("classes", ["player", "x player", "player x", "x player y"])
def test_class_closes_wherever_it_stands_among_others(classes):
    html = f'<div class="{classes}">asilo</div>'
    assert marked(html)[0] == html


def test_at_most_twelve_terms_are_marked():
    terms = [Term(f"t{number}", f"palabra{number}", "") for number in range(MOST + 3)]
    html, found = marked(" ".join(term.term for term in terms), *terms)
    assert html.count("<a ") == len(found) == 12


def test_without_terms_nothing_changes():
    assert mark_terms("<p>El asilo</p>", [], "/x/") == ("<p>El asilo</p>", [])
