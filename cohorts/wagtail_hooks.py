"""Cohorts in Wagtail's admin: addresses and menu."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cohorts.rules import may_keep_cohorts
from cohorts.staff_views import cohorts, listing, members


class CohortsMenuItem(MenuItem):
    """Shown to those who keep them."""

    def is_shown(self, request):
        return may_keep_cohorts(request.user)


COHORTS = [
    path("", listing.CohortsView.as_view(), name="staff_cohorts"),
    path("results/", listing.CohortsView.as_view(results_only=True), name="staff_cohorts_results"),
    path("open/", cohorts.open_one, name="staff_cohort_open"),
    path("<uuid:key>/", cohorts.cohort, name="staff_cohort"),
    path("<uuid:key>/rename/", cohorts.rename, name="staff_cohort_rename"),
    path("<uuid:key>/close/", cohorts.close, name="staff_cohort_close"),
    path("<uuid:key>/reopen/", cohorts.reopen, name="staff_cohort_reopen"),
    path("<uuid:key>/choose/", members.choose, name="staff_cohort_choose"),
    path("<uuid:key>/paste/", members.paste, name="staff_cohort_paste"),
    path("<uuid:key>/members/<int:enrolment>/remove/", cohorts.remove, name="staff_cohort_remove"),
]


@hooks.register("register_admin_urls")
def addresses():
    return [path("cohorts/", include(COHORTS))]


@hooks.register("register_admin_menu_item")
def cohorts_item():
    return CohortsMenuItem(_("Cohorts"), reverse_lazy("staff_cohorts"), name="cohorts", icon_name="group", order=52)
