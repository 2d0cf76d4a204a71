from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class GroupBackend(ModelBackend):
    """Permissions come through groups alone, as Wagtail's admin offers them: one query tells them all."""

    def _get_user_permissions(self, user_obj):
        return Permission.objects.none()

    def _get_group_permissions(self, user_obj):
        return Permission.objects.filter(group__user=user_obj)
