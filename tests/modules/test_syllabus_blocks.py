import pytest

from modules.syllabus.blocks import Stream, parts_of
from modules.syllabus.media import MediaFolder
from pages.blocks import CONTENT_BLOCKS, PROMPT_BLOCKS
from pages.models import PlainPage
from tests.factories.syllabus import PICTURE, film

FIELD = PlainPage._meta.get_field("body")


@pytest.fixture
def media(tmp_path):
    (tmp_path / "map.svg").write_text(PICTURE)
    (tmp_path / "list.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "journey.m4a").write_bytes(film(seconds=3, width=0, height=0))
    return MediaFolder(tmp_path, "p/c", ["es"])


@pytest.fixture
def mistakes():
    return []


@pytest.fixture
def read(media, mistakes):
    def read(text, line=1, allowed=CONTENT_BLOCKS):
        stream = Stream(
            allowed=allowed,
            key=lambda *names: "/".join(names),
            media=media,
            refuse=lambda *mistake: mistakes.append(mistake),
        )
        return stream.read(text, line)

    return read


def value_of(raw):
    assert len(raw) == 1
    return raw[0]["type"], raw[0]["value"]


def test_text_and_figures_become_blocks_in_order(read, mistakes):
    raw = read('Uno.\n\nDos.\n\n![Un mapa](map.svg "Fuente: OIM.")\n\n## Tres\n\nCuatro.')

    assert mistakes == []
    assert [block["type"] for block in raw] == ["text", "figure", "text"]
    figure = raw[1]["value"]
    assert figure["image"].key == "p/c/map.svg"
    assert (figure["alt"], figure["caption"], figure["decorative"]) == ("Un mapa", "Fuente: OIM.", False)


@pytest.mark.parametrize("kind", ["key", "case", "note", "warning", "practice"])
def test_callout(kind, read):
    raw = read(f"::: {kind} Un título\nUno.\n\nDos.\n:::")

    assert value_of(raw) == ("callout", {"kind": kind, "title": "Un título", "text": "<p>Uno.</p><p>Dos.</p>"})


@pytest.mark.parametrize("row", ["- **Asilo**: protección *legal*.", "- **Asilo:** protección *legal*."])
def test_terms(row, read):
    kind, items = value_of(read(f"::: terms\n{row}\n:::"))

    assert kind == "terms"
    assert items[0]["value"] == {"term": "Asilo", "meaning": "<p>protección <i>legal</i>.</p>"}


def test_accordion(read):
    kind, items = value_of(read("::: accordion\n### Uno\nA.\n\n- b\n### Dos\nC.\n:::"))

    assert kind == "accordion"
    assert [item["value"]["heading"] for item in items] == ["Uno", "Dos"]
    assert items[0]["value"]["text"] == "<p>A.</p><ul><li>b</li></ul>"


def test_table(read, mistakes):
    kind, value = value_of(
        read("::: table Fuente: OIM.\n| Año | **Cifra** |\n|---|---|\n| 2019 | *x* \\| y |\n| 2020 | |\n:::")
    )

    assert mistakes == []
    assert (kind, value["caption"]) == ("table", "Fuente: OIM.")
    assert value["table"]["columns"] == [{"type": "rich", "heading": "Año"}, {"type": "rich", "heading": "Cifra"}]
    assert [row["values"] for row in value["table"]["rows"]] == [
        ["<p>2019</p>", "<p><i>x</i> | y</p>"],
        ["<p>2020</p>", ""],
    ]


def test_downloads(read):
    kind, items = value_of(read("::: downloads\n- [Una lista](list.pdf)\n:::"))

    assert kind == "downloads"
    assert items[0]["value"]["title"] == "Una lista"
    assert items[0]["value"]["document"].key == "p/c/list.pdf"


@pytest.mark.parametrize("name", ["audio", "video"])
def test_recording(name, read):
    kind, value = value_of(read(f"::: {name} journey\nUn viaje.\n:::"))

    assert (kind, value["caption"], value["recording"].key) == ("recording", "Un viaje.", "p/c/journey")


def test_sources(read):
    kind, items = value_of(read("::: sources\n- OIM, *Glosario*. <https://iom.int>\n- OMS.\n:::"))

    assert kind == "sources"
    assert items[0]["value"] == '<p>OIM, <i>Glosario</i>. <a href="https://iom.int">https://iom.int</a></p>'


def test_ids_are_the_same_at_every_reading(read):
    text = "Uno.\n\n::: sources\n- a\n- b\n:::"

    first, second = read(text), read(text)

    assert first == second
    assert len({first[0]["id"], first[1]["id"], *(item["id"] for item in first[1]["value"])}) == 4


def test_raw_data_is_what_the_blocks_themselves_would_store(read):
    raw = read(
        "A.\n\n::: key\nB.\n:::\n::: terms\n- **C**: d.\n:::\n::: accordion\n### E\nF.\n:::\n"
        "::: table G\n|h|\n|-|\n|i|\n:::\n::: checklist\n- k\n:::\n::: sources\n- j\n:::"
    )

    assert FIELD.stream_block.get_prep_value(FIELD.stream_block.to_python(raw)) == raw


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a\n\n::: key\nb", 12, "`::: key` is not closed by a line of `:::`"),
        ("::: key\nb\n::: note\nc\n:::", 12, "`::: note` begins before `::: key` of line 10 is closed"),
        ("a\n:::", 11, "`:::` closes a block that is not open"),
        (":::key!\n", 10, "a block opens with `::: name` and perhaps a title, and closes with `:::`"),
        ("::: key\n:::", 10, "`text` is empty"),
        ("::: terms\n- Asilo: protección.\n:::", 11, "a term is written `- **Term**: its meaning.`"),
        ("::: terms\nAsilo.\n:::", 10, "`::: terms` holds one list of lines with `- `, and nothing else"),
        ("::: sources\n- a\n\n  b\n:::", 11, "each line of `::: sources` holds one paragraph"),
        ("::: accordion\nA.\n### B\nC.\n:::", 11, "a part of `::: accordion` begins with ### and its heading"),
        ("::: accordion\n### B\n:::", 10, "`text` is empty"),
        ("::: table\n|a|\n|-|\n|b|\n:::", 10, "a table needs a caption: `::: table Caption. Source: …`"),
        ("::: table A\nb\n:::", 10, "`::: table` holds one table and nothing else"),
        ("::: table A\n|a|b|\n|-|-|\n|c|d|e|\n:::", 13, "has 3 cells where the head has 2"),
        ("::: downloads\n- list.pdf\n:::", 11, "a download is written `- [What it is](file.pdf)`"),
        ("::: downloads\n- [a](no.pdf)\n:::", 11, "there is no file media/no.pdf"),
        ("::: downloads\n- [a](map.svg)\n:::", 11, "media/map.svg cannot be a download"),
        ("::: audio nothing\n:::", 10, "there is no media/nothing.mp4 and no media/nothing.m4a"),
        ("![Un mapa](no.svg)", 10, "there is no file media/no.svg"),
        ("![Un mapa](../c/map.svg)", 10, "there is no file media/../c/map.svg"),
        ("![](map.svg)", 10, "say between the brackets what the picture shows"),
        ("::: figure no.svg Mapa.\nalt: Un mapa.\n:::", 10, "there is no file media/no.svg"),
        ("::: figure map.svg Mapa.\nUn mapa.\n:::", 11, "`::: figure file.svg Caption` begins with `alt:`"),
        ("::: figure\nalt: Un mapa.\n:::", 10, "there is no file media/"),
        ("::: checklist\nuna\n:::", 10, "`::: checklist` holds one list of lines with `- `"),
        ("::: key\n## b\n:::", 11, "a heading cannot stand here"),
        (f"::: key {'x' * 201}\nb\n:::", 10, "`title` has 201 characters, and may have 200"),
    ],
)
def test_mistakes_are_refused_with_line_and_reason(text, line, reason, read, mistakes):
    read(text, line=10)

    assert any(at == line and why.startswith(reason) for at, why in mistakes), mistakes


def test_unknown_block_names_those_that_there_are(read, mistakes):
    read("::: quote\na\n:::", line=10)

    assert mistakes[0][0] == 10
    assert "no block `::: quote`; there are: key, case" in mistakes[0][1]


def test_block_that_the_place_does_not_have_is_refused(read, mistakes):
    read("::: sources\n- a\n:::", allowed=PROMPT_BLOCKS)

    assert mistakes == [(1, "`sources` cannot stand here")]


def test_parts_know_the_line_on_which_their_text_begins():
    parts = parts_of("a\n\n::: key T\nb\n:::\nc", 5, None)

    assert [(part.name, part.argument, part.line) for part in parts] == [("", "", 5), ("key", "T", 8), ("", "", 10)]


def test_figure_with_a_long_description(read, mistakes):
    kind, value = value_of(
        read("::: figure map.svg Un mapa: tres rutas. Fuente: OIM, 2019.\nalt: Un mapa.\n\nA.\n\nB.\n:::")
    )

    assert mistakes == []
    assert (kind, value["image"].key) == ("figure", "p/c/map.svg")
    assert value["caption"] == "Un mapa: tres rutas. Fuente: OIM, 2019."
    assert (value["alt"], value["description"]) == ("Un mapa.", "<p>A.</p><p>B.</p>")


def test_mistake_in_a_long_description_is_told_with_its_line(read, mistakes):
    read("::: figure map.svg Mapa.\nalt: Un\nmapa.\n\nA.\n\n## B\n:::", line=10)

    assert mistakes == [(16, "a heading cannot stand here")]


def test_checklist(read, mistakes):
    kind, value = value_of(read("::: checklist Antes de abrir\n- Una *cosa*.\n- Otra.\n:::"))

    assert mistakes == []
    assert (kind, value["title"]) == ("checklist", "Antes de abrir")
    assert [item["value"] for item in value["points"]] == ["<p>Una <i>cosa</i>.</p>", "<p>Otra.</p>"]
