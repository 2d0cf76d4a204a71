"""The command, from files to what learners see."""

from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page, Revision, Site

from courses.models import Course, CoursePage, GlossaryPage, ProgrammePage, TopicName
from enrolments.models import Completion
from modules.kinds.discussion import DiscussionPage
from modules.kinds.quiz import QuizPage
from modules.kinds.reading import ReadingPage
from modules.kinds.video import VideoPage
from modules.models import Activity, ModulePage, QuizVersion
from modules.outline import outline_of
from modules.syllabus.source import key_of
from pages.actions import publish
from pages.models import Download, HomePage, Picture, PlainPage, Recording
from pages.sites import forget_sites
from tests.factories.enrolments import complete, make_enrolment
from tests.factories.syllabus import PICTURE, edit, film, write, write_programme

PEOPLE = "basics/people"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "stored"


@pytest.fixture
def folder(tmp_path):
    return write_programme(tmp_path / "content")


@pytest.fixture
def load(on_commit):
    """Runs the command; returns the lines it wrote."""

    def load(folder, **options):
        out = StringIO()
        with on_commit():
            call_command("load_programme", str(folder), stdout=out, **options)
        forget_sites()
        return out.getvalue().splitlines()

    return load


def words_page(language="es"):
    return ReadingPage.objects.get(slug="words", locale__language_code=language)


def state():
    """What must not move when nothing has changed."""
    return (
        Revision.objects.count(),
        list(Course.objects.values_list("key", "version")),
        list(
            Page.objects.order_by("pk").values_list(
                "pk", "path", "title", "live", "latest_revision", "last_published_at"
            )
        ),
        list(Picture.objects.values_list("pk", "file", "file_hash")),
        list(Recording.objects.values_list("pk", "file", "source_hash")),
        list(QuizVersion.objects.values_list("pk", "number")),
        list(Site.objects.values()),
    )


def test_load_makes_homes_programme_course_and_outline(folder, load):
    load(folder)

    course = Course.objects.get()
    assert set(HomePage.objects.live().values_list("locale__language_code", flat=True)) == {"es", "en"}
    assert (course.hours, course.level, course.source_language) == (12, "introductory", "es")
    assert [topic.key for topic in course.topics.all()] == ["rights"]
    assert TopicName.objects.get(language="en").name == "Rights"
    assert [activity.kind.name for activity in outline_of(course, "en").activities] == [
        "reading",
        "video",
        "discussion",
        "quiz",
    ]
    assert {activity.language for activity in outline_of(course, "en").activities} == {"en"}
    assert course.listing_in("en").title == "Curso en"


def test_load_keeps_what_each_kind_says(folder, load):
    load(folder)

    talk = DiscussionPage.objects.get(locale__language_code="es")
    quiz = QuizPage.objects.get(locale__language_code="es")
    assert (talk.posts, talk.replies, talk.words, talk.minutes) == (2, 1, 40, 20)
    assert (quiz.graded, quiz.pass_mark, quiz.attempts) == (True, 70, 3)
    assert Activity.objects.get(kind="quiz").max_points == 3
    assert [block.block_type for block in words_page().body] == ["text", "figure", "callout", "downloads"]


def test_load_stores_media_with_their_measures(folder, load):
    load(folder)

    recording = Recording.objects.get()
    assert (recording.type, recording.duration, recording.width, recording.height) == ("video", 4.0, 320, 180)
    assert (recording.language, recording.file_size) == ("es", len(film(seconds=4)))
    assert sorted(track.language for track in recording.tracks.all()) == ["en", "es"]
    assert (Picture.objects.get().width, Picture.objects.get().height) == (40, 20)
    assert Download.objects.get().title == "list.txt"
    assert VideoPage.objects.filter(recording=recording).count() == 2


def test_load_twice_changes_nothing(folder, load):
    load(folder)
    before = state()

    lines = load(folder)

    assert state() == before
    assert lines == ["14 unchanged"]


def test_keys_are_the_same_in_every_database(folder, load):
    load(folder)

    key = key_of("programme", "basics", "people", "check")
    structure = QuizVersion.objects.get(activity__key=key).structure
    assert structure["questions"][0]["key"] == str(key_of("programme", "basics", "people", "check", "who"))
    assert structure["questions"][0]["options"][1] == {
        "key": str(key_of("programme", "basics", "people", "check", "who", "b")),
        "right": True,
    }


def test_translations_share_their_keys(folder, load):
    load(folder)

    for page in Page.objects.filter(depth__gt=2, locale__language_code="es"):
        assert page.get_translation(page.locale.__class__.objects.get(language_code="en")).specific


def test_edited_words_update_just_that_page(folder, load):
    load(folder)
    before = dict(Page.objects.values_list("pk", "latest_revision"))
    version = Course.objects.get().version

    edit(folder, f"{PEOPLE}/words.en.md", "amplia", "ancha")
    lines = load(folder)

    changed = [pk for pk, revision in Page.objects.values_list("pk", "latest_revision") if before[pk] != revision]
    assert changed == [words_page("en").pk]
    assert "ancha" in str(words_page("en").body)
    assert lines == [f"updated     programme/{PEOPLE}/words.en.md", "13 unchanged, 1 updated"]
    assert Course.objects.get().version != version


def test_edited_facts_update_the_activity_in_all_languages(folder, load):
    load(folder)

    edit(folder, f"{PEOPLE}/module.yaml", "posts: 2", "posts: 3")
    load(folder)

    assert set(DiscussionPage.objects.values_list("posts", flat=True)) == {3}
    assert Activity.objects.get(kind="discussion").terms["posts"] == 3


ALIGNED = "alignments:\n  - {name: Counselling, url: https://example.org/c, code: '7'}\nhours: 12"


def test_alignments_are_loaded_once_and_go_when_they_leave_the_file(folder, load):
    edit(folder, "basics/course.yaml", "hours: 12", ALIGNED)
    load(folder)
    first = Course.objects.get()
    assert [(one["name"], one["code"], one["framework"]) for one in first.alignments] == [("Counselling", "7", "")]
    load(folder)
    assert Course.objects.get().version == first.version
    edit(folder, "basics/course.yaml", ALIGNED, "hours: 12")
    load(folder)
    assert Course.objects.get().alignments == []


def test_files_win_over_an_edit_of_the_same_page(folder, load):
    load(folder)
    page = words_page()
    page.title = "Otro título"
    publish(page)

    load(folder)

    assert words_page().title == "Palabras es"


def test_opening_and_saving_in_the_editor_is_no_edit(folder, load):
    load(folder)
    page = words_page()
    converter = ContentstateConverter(features=["bold", "h2"])
    raw = list(page.body.raw_data)
    raw[0]["value"] = converter.to_database_format(converter.from_database_format(raw[0]["value"]))
    assert "data-block-key" in raw[0]["value"]
    page.body = ReadingPage._meta.get_field("body").to_python(raw)
    publish(page)

    assert load(folder) == ["14 unchanged"]


def test_draft_of_an_unchanged_page_is_left_alone(folder, load):
    load(folder)
    page = words_page()
    page.title = "Un borrador"
    page.save_revision()

    load(folder)

    assert words_page().get_latest_revision_as_object().title == "Un borrador"


def test_new_order_moves_the_pages(folder, load):
    load(folder)
    text = (folder / PEOPLE / "module.yaml").read_text().splitlines()

    write(folder, f"{PEOPLE}/module.yaml", "\n".join([text[0], text[4], *text[1:4]]))
    load(folder)

    for language in ("es", "en"):
        assert [activity.kind.name for activity in outline_of(Course.objects.get(), language).activities] == [
            "quiz",
            "reading",
            "video",
            "discussion",
        ]
        module = ModulePage.objects.get(locale__language_code=language)
        assert [page.slug for page in module.get_children()] == ["check", "words", "journey", "talk"]
    assert load(folder) == ["14 unchanged"]


def test_page_moved_elsewhere_comes_back(folder, load):
    load(folder)
    other = CoursePage.objects.get(locale__language_code="es").add_sibling(
        instance=CoursePage(title="Otro", slug="otro", summary="Otro.", locale=words_page().locale)
    )
    words_page().get_parent().specific.move(Page.objects.get(pk=other.pk), "last-child")

    load(folder)

    assert words_page().get_parent().get_parent().slug == "basics"
    assert load(folder) == ["14 unchanged"]


def test_activity_that_left_the_files_is_unpublished_and_keeps_completions(folder, load, amina):
    load(folder)
    activity = Activity.objects.get(kind="reading")
    complete(make_enrolment(Course.objects.get(), amina), activity)

    edit(folder, f"{PEOPLE}/module.yaml", "  - {key: words, kind: reading, minutes: 12}\n", "")
    for language in ("es", "en"):
        (folder / PEOPLE / f"words.{language}.md").unlink()
    load(folder)

    activity.refresh_from_db()
    assert not ReadingPage.objects.live().exists()
    assert activity.retired_at
    assert Completion.objects.filter(activity=activity).count() == 1


def test_activity_that_comes_back_is_published_and_is_the_same(folder, load):
    load(folder)
    activity = Activity.objects.get(kind="reading")
    words_page().unpublish()
    activity.refresh_from_db()
    assert activity.retired_at

    load(folder)

    activity.refresh_from_db()
    assert words_page().live
    assert activity.retired_at is None


def test_translation_that_left_the_files_is_unpublished(folder, load):
    load(folder)
    (folder / PEOPLE / "talk.en.md").unlink()

    lines = load(folder)

    assert not DiscussionPage.objects.get(locale__language_code="en").live
    assert [activity.language for activity in outline_of(Course.objects.get(), "en").activities][2] == "es"
    assert any(line.startswith("unpublished") for line in lines)


def test_course_that_left_the_files_is_withdrawn(folder, load, amina):
    load(folder)
    course = Course.objects.get()
    make_enrolment(course, amina)

    edit(folder, "programme.yaml", "courses: [basics]", "courses: []")
    load(folder)

    course.refresh_from_db()
    assert course.withdrawn_at
    assert not CoursePage.objects.live().exists()
    assert Activity.objects.current().count() == 4
    assert course.enrolments.count() == 1


def test_page_that_an_editor_added_is_left_alone(folder, load):
    load(folder)
    module = ModulePage.objects.get(locale__language_code="es")
    page = ReadingPage(title="Añadida", slug="extra", locale=module.locale, body=[("text", "<p>Hola</p>")])
    module.add_child(instance=page)
    publish(page)

    load(folder)

    assert ReadingPage.objects.get(slug="extra").live


def test_mistake_in_one_file_loads_nothing(folder, load):
    edit(folder, f"{PEOPLE}/talk.en.md", "Unas palabras.", "# Unas palabras.")

    with pytest.raises(CommandError, match=r"talk\.en\.md:5: headings start at ##") as caught:
        load(folder)

    assert caught.value.returncode == 2
    assert not ProgrammePage.objects.exists()
    assert not HomePage.objects.exists()
    assert not Picture.objects.exists()


def test_page_that_cannot_be_written_loads_nothing_and_leaves_no_file(folder, load, tmp_path):
    load(folder)
    course = CoursePage.objects.get(locale__language_code="es")
    other = ModulePage(title="Otro", slug="another", summary="Otro.", locale=course.locale)
    course.add_child(instance=other)
    publish(other)
    before, files = state(), stored(tmp_path)

    edit(folder, "basics/course.es.md", "Curso es", "Curso nuevo")
    edit(folder, f"{PEOPLE}/module.es.md", "title:", "slug: another\ntitle:")
    write(folder, "basics/media/map.svg", PICTURE.replace("h9", "h8"))
    with pytest.raises(CommandError, match=r"module\.es\.md:1: .*another"):
        load(folder)

    assert state() == before
    assert stored(tmp_path) == files


def stored(tmp_path):
    return sorted(path.relative_to(tmp_path) for path in (tmp_path / "stored").rglob("*") if path.is_file())


def test_changed_picture_is_stored_anew_and_its_pages_published(folder, load):
    load(folder)
    picture, revision = Picture.objects.get(), words_page().latest_revision_id
    picture.get_rendition("original")
    talk = DiscussionPage.objects.get(locale__language_code="es").latest_revision_id

    write(folder, "basics/media/map.svg", PICTURE.replace("h9", "h8"))
    lines = load(folder)

    anew = Picture.objects.get()
    assert anew.pk == picture.pk
    assert b"h8" in anew.file.read()
    assert not default_storage.exists(picture.file.name)
    assert not anew.renditions.exists()
    assert words_page().latest_revision_id > revision
    assert DiscussionPage.objects.get(locale__language_code="es").latest_revision_id == talk
    assert "updated     programme/basics/map.svg" in lines


def test_changed_captions_are_stored_anew(folder, load):
    load(folder)

    write(folder, "basics/media/journey.es.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nAdiós\n")
    (folder / "basics/media/journey.en.vtt").unlink()
    load(folder)

    track = Recording.objects.get().tracks.get()
    assert "Adiós" in track.file.read().decode()


def test_sound_alone_is_an_audio(folder, load):
    (folder / "basics/media/journey.mp4").unlink()

    load(folder)

    recording = Recording.objects.get()
    assert (recording.type, recording.width, recording.audio_file.name) == ("audio", None, "")


def test_home_and_plain_pages_are_loaded(folder, load):
    write(folder.parent, "home.es.md", "---\ntitle: Camino\nintro: Hola.\n---\nTexto.\n")
    write(folder.parent, "pages/help.es.md", "---\ntitle: Ayuda\nslug: ayuda\nsummary: Cómo.\n---\nTexto.\n")

    load(folder)

    home = HomePage.objects.get(locale__language_code="es")
    page = PlainPage.objects.get()
    assert (home.title, home.intro, home.slug) == ("Camino", "<p>Hola.</p>", "home-es")
    assert (page.url, page.search_description, page.show_in_menus) == ("/es/ayuda/", "Cómo.", True)
    assert load(folder) == ["16 unchanged"]


def test_homes_that_stand_are_used_and_the_site_keeps_its_address(folder, load, homes):
    Site.objects.update(hostname="learn.example.org")

    load(folder)

    assert Site.objects.get().hostname == "learn.example.org"
    assert ProgrammePage.objects.get(locale__language_code="es").get_parent().pk == homes["es"].pk


def test_site_keeps_its_root_when_a_programme_brings_another_language(folder, load):
    load(folder)
    root = Site.objects.get().root_page_id

    other = write_programme(folder.parent / "more").rename(folder.parent / "more" / "other")
    edit(other, "programme.yaml", "source_language: es", "source_language: en")
    edit(other, "programme.yaml", "[es, en]", "[es, en, ar]")
    load(other)

    assert Site.objects.get().root_page_id == root
    assert HomePage.objects.count() == 3
    assert ProgrammePage.objects.count() == 4


def test_dry_run_says_what_would_change_and_writes_nothing(folder, load, capsys):
    load(folder)
    before = state()
    edit(folder, f"{PEOPLE}/words.en.md", "amplia", "ancha")

    out = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("load_programme", str(folder), dry_run=True, stdout=out)

    assert caught.value.code == 1
    assert f"updated     programme/{PEOPLE}/words.en.md" in out.getvalue()
    assert state() == before


def test_dry_run_of_a_new_programme_writes_nothing(folder):
    with pytest.raises(SystemExit):
        call_command("load_programme", str(folder), dry_run=True, stdout=StringIO())

    assert not HomePage.objects.exists()
    assert not Picture.objects.exists()


def test_dry_run_without_changes_ends_well(folder, load):
    load(folder)

    assert load(folder, dry_run=True) == ["14 unchanged"]


def test_quiet_load_writes_nothing_to_the_screen(folder, load):
    assert load(folder, verbosity=0) == []


def test_outline_is_recorded_once_for_each_course(folder, monkeypatch):
    from modules import actions

    recorded = []
    monkeypatch.setattr(actions, "_record_outline", recorded.append)

    call_command("load_programme", str(folder), verbosity=0)

    assert len(recorded) == 1


def test_glossary_is_loaded_once_and_taken_back_with_its_file(folder, load):
    for language, title in (("es", "Glosario"), ("en", "Glossary")):
        write(
            folder, f"glossary.{language}.yaml", f"title: {title}\nasylum: {{term: Asilo, forms: [x], meaning: Sí.}}\n"
        )
    load(folder)
    page = GlossaryPage.objects.get(locale__language_code="es")

    assert (page.title, page.entries[0].key, page.get_parent().depth) == ("Glosario", "asylum", 3)
    assert load(folder) == ["16 unchanged"]

    for language in ("es", "en"):
        (folder / f"glossary.{language}.yaml").unlink()
    load(folder)

    assert not GlossaryPage.objects.live().exists()
