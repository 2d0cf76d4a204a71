"""What pages react to."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from pages.models import HomePage
from pages.sites import forget_sites

for _model in (Site, Locale, HomePage):
    post_save.connect(forget_sites, sender=_model, dispatch_uid=f"forget_sites_save_{_model.__name__}")
    post_delete.connect(forget_sites, sender=_model, dispatch_uid=f"forget_sites_delete_{_model.__name__}")


@receiver([page_published, page_unpublished, page_slug_changed, post_page_move], sender=HomePage)
def forget_homes(**_kwargs):
    forget_sites()
