"""Designs: which one is taken, and that what was issued never changes."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from PIL import Image

from accounts.actions import confirm_name
from certificates import paper
from certificates.actions import accept_correction, ask_correction, issue_earned, render
from certificates.designing import assign_design, design_for, freeze_design
from certificates.models import (
    Certificate,
    CertificateDesign,
    DesignAssignment,
    FrozenDesign,
    FrozenImage,
    NeverRewritten,
)
from certificates.sheets import sheet_of
from pages.models import Picture
from tests.factories.certificates import certify, finish
from tests.factories.designs import logo, make_design, make_drawing, make_photo, signatory, texts
from tests.queries import at_most

pytestmark = pytest.mark.django_db


def names(course):
    found = design_for(course=course)
    return found.design.name if found else None


def test_design_of_a_course_is_the_nearest_one(course):
    assert names(course) is None
    assign_design(design=make_design("Site"))
    assert names(course) == "Site"
    assign_design(design=make_design("Programme"), programme=course.programme)
    assert names(course) == "Programme"
    assign_design(design=make_design("Course"), course=course)
    assert names(course) == "Course"
    assert design_for(programme=course.programme).design.name == "Programme"


def test_design_that_is_not_published_is_passed_over(course):
    assign_design(design=make_design("Site"))
    hidden = make_design("Course")
    assign_design(design=hidden, course=course)
    hidden.unpublish()
    assert names(course) == "Site"


def test_assigning_again_takes_the_place_of_the_first(course):
    assign_design(design=make_design("One"), course=course)
    assign_design(design=make_design("Two"), course=course)
    assert names(course) == "Two"
    assert DesignAssignment.objects.count() == 1


@pytest.mark.parametrize("place", ["course", "programme", "everywhere"])
def test_second_design_for_one_place_is_refused_by_the_database(course, place):
    where = {"course": {"course": course}, "programme": {"programme": course.programme}, "everywhere": {}}[place]
    DesignAssignment.objects.create(design=make_design("One"), **where)
    second = DesignAssignment(design=make_design("Two"), **where)
    with pytest.raises(ValidationError, match="chosen for this already"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_assignment_to_both_a_course_and_a_programme_is_refused(course):
    with pytest.raises(ValidationError, match="not both"):
        DesignAssignment(design=make_design(), course=course, programme=course.programme).full_clean()


def test_finding_the_design_asks_two_queries_however_many_there_are(course):
    for number in range(3):
        make_design(f"Other {number}")
    assign_design(design=make_design("Site"))
    assign_design(design=make_design("Course"), course=course)
    with at_most(2):
        design_for(course=course)


def test_publishing_freezes_once_with_the_pictures(course):
    design = make_design(logos=[logo()], signatories=[signatory(picture=make_drawing("s.svg", "#000000"))])
    frozen = design.frozen.get()
    assert freeze_design(design=design) == frozen
    assert frozen.revision == design.live_revision
    assert frozen.images.count() == 2


def test_draft_freezes_nothing_and_changes_no_certificate(course):
    design = make_design(accent="#0d5257")
    assign_design(design=design, course=course)
    design.accent = "#7a2e4d"
    design.save_revision()
    assert design_for(course=course).content["accent"] == "#0d5257"
    assert FrozenDesign.objects.count() == 1


def in_library(picture):
    picture.save(file := io.BytesIO(), "PNG")
    return Picture.objects.create(title="Logo", file=ContentFile(file.getvalue(), "logo.png"))


def test_photos_are_kept_small_and_a_drawing_as_it_is():
    photo, other = make_photo(), make_photo("a.jpg", form="JPEG")
    make_design(logos=[logo(photo), logo(other), logo(make_drawing(colour="#112233"))])
    images = [(image.media_type, bytes(image.content)) for image in FrozenImage.objects.order_by("media_type")]
    assert [kind for kind, _content in images] == ["image/jpeg", "image/jpeg", "image/svg+xml"]
    assert b"#112233" in images[2][1]
    assert max(len(content) for _kind, content in images) < 60_000


def test_photo_with_a_hole_keeps_it_and_a_plain_picture_stays_without_loss():
    plain, noise = Image.new("RGB", (600, 200), "#123d7a"), Image.effect_noise((600, 200), 80).convert("RGB")
    noise.putalpha(Image.radial_gradient("L").resize(noise.size))
    make_design(logos=[logo(in_library(noise)), logo(in_library(plain))])
    assert {image.media_type for image in FrozenImage.objects.all()} == {"image/png"}


def test_picture_on_two_designs_is_kept_once():
    picture = make_drawing()
    make_design("One", logos=[logo(picture)])
    make_design("Two", logos=[logo(picture)])
    assert FrozenImage.objects.count() == 1


def test_frozen_design_is_never_rewritten_nor_deleted(course, no_paper, on_commit):
    design = make_design()
    assign_design(design=design, course=course)
    certificate = certify(on_commit, course)
    frozen = certificate.design
    with pytest.raises(NeverRewritten):
        frozen.save()
    for thing in (frozen, frozen.revision, design):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_certificate_freezes_design_signatories_second_title_and_edition(course, amina, no_paper, on_commit):
    person = signatory("Inés Valdemar", es="Directora", en="Director")
    design = make_design(signatories=[person], second_language="es")
    assign_design(design=design, course=course)
    certificate = certify(on_commit, course, amina)
    assert certificate.design == design.frozen.get()
    assert certificate.signatories == [{"name": "Inés Valdemar", "role": "Director"}]
    assert certificate.language == "en"
    assert certificate.second_title == "Conceptos básicos"
    assert certificate.course_edition == str(type(course).objects.get(pk=course.pk).version)


def test_certificate_issued_before_is_drawn_as_it_was_then_whatever_changed(course, amina, monkeypatch, on_commit):
    picture = make_drawing(colour="#abcdef")
    design = make_design(logos=[logo(picture)], signatories=[signatory("First Person")])
    assign_design(design=design, course=course)
    monkeypatch.setattr("certificates.tasks.render", lambda certificate: None)
    certificate = certify(on_commit, course, amina)
    before = paper.draw(certificate)
    design.signatories, design.logos, design.layout = [signatory("Second Person")], [], "modern"
    design.save_revision().publish()
    Picture.objects.all().delete()
    DesignAssignment.objects.all().delete()
    certificate = Certificate.objects.get(pk=certificate.pk)
    assert paper.draw(certificate) == before
    assert certificate.signatories[0]["name"] == "First Person"
    assert render(certificate=certificate).sha256


def test_new_certificates_take_what_is_published_now(course, amina, dana, no_paper, on_commit):
    design = make_design(signatories=[signatory("First Person")])
    assign_design(design=design, course=course)
    old = certify(on_commit, course, amina)
    design.signatories = [signatory("Second Person")]
    design.save_revision().publish()
    new = certify(on_commit, course, dana)
    assert old.design != new.design
    assert sheet_of(new).signatories[0]["name"] == "Second Person"


def test_correction_keeps_the_look_of_the_first(course, amina, chen, no_paper, on_commit):
    design = make_design(signatories=[signatory("First Person")], second_language="es")
    assign_design(design=design, course=course)
    certificate = certify(on_commit, course, amina)
    assign_design(design=make_design("Another"), course=course)
    asked = ask_correction(certificate=certificate, name="Amina W.", why="Shorter.")
    successor = accept_correction(correction=asked, by=chen).certificate.successor
    for field in ("design", "signatories", "second_title", "course_edition"):
        assert getattr(successor, field) == getattr(certificate, field) != ""


def test_name_in_other_letters_has_its_second_line_and_a_latin_one_has_none(course, farid, amina, no_paper, on_commit):
    with on_commit():
        for person, latin in ((farid, "Farid Haddad"), (amina, "Amina W.")):
            enrolment = finish(course, person)
            confirm_name(user=person, name=person.name, name_latin=latin)
            issue_earned(enrolment=enrolment)
    lines = dict(Certificate.objects.values_list("holder_name", "holder_name_latin"))
    assert lines == {"فريد حداد": "Farid Haddad", "Amina Wanjiru": ""}


def test_correction_corrects_the_second_line_too(course, farid, chen, no_paper, on_commit):
    certificate = certify(on_commit, course, farid)
    asked = ask_correction(certificate=certificate, name="فريد الحداد", name_latin="Farid Al-Haddad", why="Article.")
    successor = accept_correction(correction=asked, by=chen).certificate.successor
    assert (successor.holder_name, successor.holder_name_latin) == ("فريد الحداد", "Farid Al-Haddad")


@pytest.mark.parametrize("field", ["accent", "second", "ink"])
def test_colour_too_pale_to_read_is_refused_with_its_contrast(field):
    with pytest.raises(ValidationError) as refused:
        make_design(**{field: "#d99a2b"})
    assert "contrast is 2." in str(refused.value.message_dict[field])


@pytest.mark.parametrize("colour", ["teal", "#12345", "#12345g", "", "url(#a)", "#0d5257;"])
def test_colour_that_is_none_is_refused(colour):
    with pytest.raises(ValidationError):
        make_design(line=colour)


def test_same_language_twice_in_the_texts_is_refused():
    with pytest.raises(ValidationError) as refused:
        make_design(texts=[texts("en", heading="A"), texts("en", heading="B")])
    assert "texts" in refused.value.message_dict
    assert make_design(texts=[texts("en"), texts("en", kind="achievement"), texts("es")]).pk


def test_design_without_anything_is_finished():
    assert CertificateDesign.objects.get(pk=make_design().pk).live
