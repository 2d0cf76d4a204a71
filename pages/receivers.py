"""What pages react to: whatever changes the tree makes the process forget what it holds of it."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from pages.sites import forget_sites

for _model in (Site, Locale, PageViewRestriction):
    post_save.connect(forget_sites, sender=_model, dispatch_uid=f"forget_sites_save_{_model.__name__}")
for _model in (Site, Locale, PageViewRestriction, Page):
    post_delete.connect(forget_sites, sender=_model, dispatch_uid=f"forget_sites_delete_{_model.__name__}")

for _signal in (page_published, page_slug_changed, page_unpublished, post_page_move):
    _signal.connect(forget_sites, dispatch_uid="forget_sites")
