"""What happens to designs, and which one a certificate is drawn in. Every verb may be repeated."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission

from accounts.actions import admit_to_staff
from certificates.models import CertificateDesign, DesignAssignment, FrozenDesign, FrozenImage
from certificates.sheets import Sheet, sheet_of_design

DESIGNERS = "Designers of certificates"
RIGHTS = ["certificatedesign", "designassignment"]
LIBRARY_RIGHTS = ["add_image", "choose_image"]


def design_for(*, course=None, programme=None):
    """The `FrozenDesign` for a new certificate of `course`: its own, else its programme's, else the site's.

    For what is certified of a whole programme, `programme` alone. None means the look that Camino comes with. Two
    queries.
    """
    assigned = DesignAssignment.objects.nearest_first(course, programme).select_related("design").first()
    return freeze_design(design=assigned.design) if assigned else None


def look_for(*, language, course=None, programme=None):
    """The fields of a new certificate in `language` that its look is frozen in: the design of this moment, who signs,
    and the title in the second language."""
    design = design_for(course=course, programme=programme)
    if design is None:
        return {}
    signatories = Sheet(design.content).signed_by(language)
    title = _title(course or programme, design.content["second_language"])
    return {"design": design, "signatories": signatories, "second_title": title}


def _title(offer, language):
    """Of a course or a programme in that language; empty where it is not offered in it."""
    found = offer.listings.filter(language=language).values_list("title", flat=True) if language else []
    return next(iter(found), "")


@transaction.atomic
def freeze_design(*, design):
    """Keep what the published revision of `design` says, with its pictures, once; returns the `FrozenDesign`.

    None when it is not published.
    """
    if design.live_revision_id is None:
        return None
    frozen = FrozenDesign.objects.filter(revision=design.live_revision_id).first()
    return frozen or _freeze(design)


def _freeze(design):
    sheet = sheet_of_design(design)
    frozen, is_new = FrozenDesign.objects.get_or_create(
        revision_id=design.live_revision_id,
        defaults={"design": design, "content": sheet.content, "frozen_at": timezone.now()},
    )
    if is_new:
        frozen.images.set(_keep_image(hashed, image) for hashed, image in sheet.images.items())
    return frozen


def _keep_image(hashed, image):
    defaults = {"media_type": image.media_type, "content": image.content}
    return FrozenImage.objects.get_or_create(sha256=hashed, defaults=defaults)[0]


@transaction.atomic
def publish_design(*, name, by=None, **fields):
    """Publish a design called `name`, or a new revision of it, with `fields` of `CertificateDesign`; returns it.

    Raises `ValidationError` for what the form would refuse.
    """
    design = CertificateDesign.objects.filter(name=name).first() or CertificateDesign(name=name)
    for field, value in fields.items():
        setattr(design, field, value)
    design.full_clean()
    design.save()
    design.save_revision(user=by).publish(user=by)
    design.refresh_from_db()
    return design


@transaction.atomic
def assign_design(*, design, course=None, programme=None):
    """Draw the certificates of `course`, or of `programme`, or all others, in `design` from now on."""
    assigned, _created = DesignAssignment.objects.update_or_create(
        course=course, programme=programme, defaults={"design": design}
    )
    return assigned


@transaction.atomic
def appoint_designer(*, user):
    """Let `user` draw up the designs of all certificates, and say where they are used, in Wagtail's admin."""
    group, is_new = Group.objects.get_or_create(name=DESIGNERS)
    if is_new:
        group.permissions.set(
            Permission.objects.filter(content_type__app_label="certificates", content_type__model__in=RIGHTS)
        )
        library = Collection.get_first_root_node()
        for right in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=LIBRARY_RIGHTS):
            GroupCollectionPermission.objects.create(group=group, collection=library, permission=right)
    admit_to_staff(user=user, group=group)
    return group
