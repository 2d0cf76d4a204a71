"""What the group editor of Wagtail's admin offers."""

from django.contrib.auth.models import Permission
from wagtail import hooks


@hooks.register("register_permissions")
def moderation():
    return Permission.objects.filter(content_type__app_label="forums", codename="moderate_post")
