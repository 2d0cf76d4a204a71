"""Pictures in posts: brought to a form first, so that no mistake in it loses them; then part of the post."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import ALT_LENGTH, PostPicture
from forums.pictures import shrink

MOST_PICTURES = 4  # in one post


@transaction.atomic
def add_picture(*, owner, form_key, file, alt, beside=0, at=None):
    """Keep the picture in `file` for the form `form_key`, which holds `beside` others; no post has it yet.

    Made small and freed of what the camera noted. `alt` may be written later: no post takes a picture without one.
    Raises `ValidationError` for no picture, or beside four others.
    """
    if beside >= MOST_PICTURES:
        raise ValidationError(_("A post has at most four pictures."), code="too_many")
    content, width, height = shrink(file)
    alt = " ".join(alt.replace("\x00", "").split())[:ALT_LENGTH]
    picture = PostPicture(owner=owner, form_key=form_key, alt=alt, width=width, height=height)
    picture.uploaded_at = at or timezone.now()
    picture.file.save("picture.webp", ContentFile(content), save=False)
    picture.save()
    return picture


def attach(pictures, post, *, is_new=False):
    """Make `pictures`, which are its author's, those of `post`; what it had besides is deleted, a new one has nothing.

    Raises `ValidationError` for one without a text, or more than four.
    """
    if len(pictures) > MOST_PICTURES:
        raise ValidationError(_("A post has at most four pictures."), code="too_many")
    if not all(picture.alt for picture in pictures):
        raise ValidationError(_("Say in a few words what each picture shows."), code="alt")
    if not is_new:
        _delete(post.pictures.exclude(pk__in=[picture.pk for picture in pictures]))
    for picture in pictures:
        picture.post = post
    PostPicture.objects.bulk_update(pictures, ["post", "alt"])


@transaction.atomic
def drop_pictures(*, owner, form_key, keys=None):
    """Delete pictures (all, or those with `keys`) that `owner` brought to a form and that are in no post."""
    brought = PostPicture.objects.filter(owner=owner, form_key=form_key, post=None)
    _delete(brought if keys is None else brought.filter(key__in=keys))


def drop_pictures_of(post):
    """Delete the pictures of a post whose words go."""
    _delete(post.pictures.all())


def forget_orphans(*, at=None):
    """Delete the pictures whose form was given up; returns how many."""
    return _delete(PostPicture.objects.orphans(at=at or timezone.now()))


def _delete(pictures):
    """Rows now, files when that is certain."""
    found = list(pictures)
    if found:
        PostPicture.objects.filter(pk__in=[picture.pk for picture in found]).delete()
    for picture in found:
        transaction.on_commit(lambda file=picture.file: file.storage.delete(file.name))
    return len(found)
