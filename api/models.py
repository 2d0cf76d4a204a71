"""Keys for other systems that ask about certificates."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiKeyQuerySet(models.QuerySet):
    def working(self):
        return self.filter(revoked_at=None)


class ApiKey(models.Model):
    """What a register or employer asks with. Only a hash of it is kept; it is shown once, when it is made.

    `beginning` is how its first characters read, so that its owner recognises it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("who uses it"), max_length=200)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    beginning = models.CharField(max_length=20, editable=False)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["revoked_at", "-made_at", "-pk"]
        default_permissions = ("add",)

    def __str__(self):
        return f"{self.name} ({self.beginning}…)"

    @property
    def works(self):
        return self.revoked_at is None
