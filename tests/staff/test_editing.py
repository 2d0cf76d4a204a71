"""An instructor edits, previews and publishes in Wagtail's admin; learners see what was published, and only that."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from enrolments.models import Completion
from modules.kinds import REGISTRY
from modules.kinds.discussion import DiscussionPage
from modules.kinds.quiz import QuizPage
from modules.kinds.reading import ReadingPage
from modules.models import Activity, ModulePage
from pages.models import PlainPage
from tests.factories.courses import add_page, course_page
from tests.factories.enrolments import complete, make_enrolment


def spanish(model):
    return model.objects.get(locale__language_code="es")


def edit(client, page, fields, *, publish=True):
    """Send the editor's form, with what every page has; returns the answer."""
    common = {"title": page.title, "slug": page.slug, "summary": "", "minutes": "10", "comments": inline_formset([])}
    data = nested_form_data(common | fields)
    if publish:
        data["action-publish"] = "action-publish"
    return client.post(f"/admin/pages/{page.pk}/edit/", data)


def reading_form(text, **fields):
    return {"body": streamfield([("text", rich_text(f"<p>{text}</p>"))])} | fields


def quiz_form(page, **fields):
    """The quiz as it stands, as the editor's form holds it, with `fields` changed."""
    questions = [_question(place, block) for place, block in enumerate(page.questions)]
    stated = {"introduction": rich_text(""), "pass_mark": "50", "attempts": "3", "graded": "on"}
    return stated | {"questions": _numbered(questions)} | fields


def _question(place, block):
    options = [_option(place, option) for place, option in enumerate(block.value["options"].bound_blocks)]
    value = {"kind": block.value["kind"], "text": rich_text(block.value["text"].source), "points": "1"}
    return _item(place, block.id, value | {"options": _numbered(options)}) | {"type": "question"}


def _option(place, option):
    value = {name: rich_text(option.value[name].source) for name in ("text", "feedback")}
    return _item(place, option.id, value | ({"is_right": "on"} if option.value["is_right"] else {}))


def _item(place, key, value):
    return {"id": key, "order": str(place), "deleted": "", "value": value}


def _numbered(items):
    return {"count": str(len(items))} | {str(place): item for place, item in enumerate(items)}


def test_reading_published_is_what_the_learner_reads(client, instructor, course, amina, on_commit):
    page = spanish(ReadingPage)
    make_enrolment(course, amina)
    with on_commit():
        assert (
            edit(client, page, reading_form("Palabras nuevas.", title="Otra lectura", minutes="25")).status_code == 302
        )
    client.force_login(amina)
    words = client.get(page.get_url()).content.decode()
    assert "Palabras nuevas." in words
    assert "Otra lectura" in words
    assert Activity.objects.get(key=page.translation_key).minutes == 25


def test_reading_saved_as_a_draft_changes_nothing_for_the_learner(client, instructor, course, amina, on_commit):
    page = spanish(ReadingPage)
    make_enrolment(course, amina)
    with on_commit():
        edit(client, page, reading_form("Apenas un borrador.", minutes="99"), publish=False)
    client.force_login(amina)
    assert "Apenas un borrador." not in client.get(page.get_url()).content.decode()
    assert Activity.objects.get(key=page.translation_key).minutes == 12


def test_quiz_published_writes_a_version_and_keeps_who_had_passed(client, instructor, course, amina, on_commit):
    page = spanish(QuizPage)
    activity = Activity.objects.get(key=page.translation_key)
    complete(make_enrolment(course, amina), activity)
    form = quiz_form(page, pass_mark="90")
    form["questions"]["0"]["value"]["points"] = "7"
    with on_commit():
        assert edit(client, page, form).status_code == 302
    activity.refresh_from_db()
    assert activity.terms["pass_mark"] == 90
    assert activity.max_points == 8
    assert activity.versions.count() == 2
    assert Completion.objects.filter(activity=activity).count() == 1


def test_quiz_with_new_wording_keeps_its_questions_keys(client, instructor, course, on_commit):
    page = spanish(QuizPage)
    before = [block.id for block in page.questions]
    form = quiz_form(page)
    form["questions"]["0"]["value"]["text"] = rich_text("<p>¿Mejor dicho?</p>")
    with on_commit():
        edit(client, page, form)
    page = spanish(QuizPage)
    assert [block.id for block in page.questions] == before
    assert "¿Mejor dicho?" in str(page.questions[0].value["text"])


@pytest.mark.parametrize("right", [[], [0, 1]])
def test_quiz_without_exactly_one_right_answer_is_refused_beside_the_question(client, instructor, course, right):
    page = spanish(QuizPage)
    form = quiz_form(page)
    for place in range(3):
        option = form["questions"]["0"]["value"]["options"][str(place)]["value"]
        option.pop("is_right", None)
        if place in right:
            option["is_right"] = "on"
    response = edit(client, page, form)
    assert response.status_code == 200
    assert "Mark exactly one answer as right." in response.content.decode()


def test_new_reading_is_added_to_the_module_and_becomes_an_activity(client, instructor, course, on_commit):
    module = spanish(ModulePage)
    data = nested_form_data(
        {"title": "Nueva", "slug": "nueva", "summary": "", "minutes": "5", "comments": inline_formset([])}
        | reading_form("Más.")
    )
    with on_commit():
        response = client.post(f"/admin/pages/add/modules/readingpage/{module.pk}/", data | {"action-publish": "1"})
    assert response.status_code == 302
    page = ReadingPage.objects.get(slug="nueva")
    assert Activity.objects.current().filter(key=page.translation_key).exists()


def test_instructor_may_add_nothing_outside_of_the_course(client, instructor, course, other_course):
    for parent in (course_page(course).get_parent(), course_page(other_course)):
        kinds = {"courses/coursepage": parent, "modules/modulepage": parent}
        for kind, page in kinds.items():
            assert client.get(f"/admin/pages/add/{kind}/{page.pk}/").status_code in (302, 403, 404)


def test_preview_of_every_kind_of_page_shows_it_as_a_learner_without_a_study(client, boss, course):
    pages = [course_page(course), spanish(ModulePage), *(spanish(m) for m in (ReadingPage, QuizPage, DiscussionPage))]
    for page in [*pages, course_page(course).get_parent().specific]:
        response = client.get(f"/admin/pages/{page.pk}/view_draft/")
        assert response.status_code == 200, page
        assert page.title in response.content.decode()


def test_preview_of_home_and_plain_pages_works(client, boss, homes):
    plain = add_page(homes["es"], PlainPage, title="Ayuda", slug="ayuda")
    for page in (homes["es"], homes["ar"], plain):
        assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200, page


def test_preview_of_what_is_being_written_shows_it_before_it_is_saved(client, instructor, course):
    page = spanish(ReadingPage)
    common = {"title": "Aún no", "slug": page.slug, "summary": "", "minutes": "10", "comments": inline_formset([])}
    address = f"/admin/pages/{page.pk}/edit/preview/"
    assert client.post(address, nested_form_data(common | reading_form("Sin guardar."))).json()["is_valid"]
    assert "Sin guardar." in client.get(address).content.decode()


def test_preview_of_a_new_page_of_every_kind_needs_no_row(client, instructor, course):
    module = spanish(ModulePage)
    for kind in REGISTRY.values():
        name = kind.page_model._meta.model_name
        address = f"/admin/pages/add/modules/{name}/{module.pk}/preview/"
        fields = {"title": "Nuevo", "slug": "nuevo", "summary": "", "minutes": "10", "comments": inline_formset([])}
        client.post(address, nested_form_data(fields | _least_of(kind.name)))
        response = client.get(address)
        assert response.status_code == 200, name


def _least_of(kind):
    """The least that each kind's form asks."""
    page = spanish(QuizPage)
    return {
        "reading": reading_form("Texto."),
        "video": {"recording": "", "transcript": rich_text("<p>Texto.</p>")},
        "discussion": {
            "prompt": streamfield([("text", rich_text("<p>¿Y usted?</p>"))]),
            "posts": "1",
            "replies": "0",
            "words": "0",
        },
        "quiz": quiz_form(page),
    }[kind]


def test_live_page_may_be_looked_at_by_its_instructor_without_enrolling(client, instructor, course):
    for model in (ReadingPage, QuizPage, DiscussionPage, ModulePage):
        assert client.get(spanish(model).get_url()).status_code == 200, model
