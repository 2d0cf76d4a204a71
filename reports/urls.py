"""Addresses below Wagtail's admin, registered in `wagtail_hooks`."""

from django.urls import path

from reports.views import CountriesReport, LearnersReport

app_name = "reports"
urlpatterns = [
    path("countries/", CountriesReport.as_view(), name="countries"),
    path("countries/results/", CountriesReport.as_view(results_only=True), name="countries_results"),
    path("learners/", LearnersReport.as_view(), name="learners"),
    path("learners/results/", LearnersReport.as_view(results_only=True), name="learners_results"),
]
